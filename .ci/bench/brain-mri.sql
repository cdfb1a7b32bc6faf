-- The item brain-mri of a roster, for everyone who is owed one, as a data engineer would ask DuckDB for it. `make bench`
-- measures it beside `cnswatch plan`, which plans all items, and checks that both say the same of everyone.
--
-- It does the same work: all routine rules, the phases that decide them, the overlays, the numbers of the shipped protocol
-- (etc/cnswatch/protocols/her2-cns.toml), partial dates by their first and last days, rows in any order. Left out are
--   * flags, bookings, and the other rules that ask for the same;
--   * what an invented roster never has and cnswatch sets aside: a patient's number given twice, rows that are faulty in a
--     column not read here, dates that DuckDB reads all the same (2025-3-4);
--   * of several `ish-` rows that begin on one day but are written differently (2025-03, 2025-03-01) all but the last;
--   * the rule metastatic-screening-high-risk, which is off, and populations other than her2-cns;
--   * of drugs that are not CNS-active: that a stop may end a decision for systemic therapy, and that a second start of an
--     intrathecal one begins nothing.
--
-- Its shape is the fastest of those tried: one pass over events.csv, where a join with the vocabulary drops four rows of ten
-- and leaves a few bytes of each other; one aggregate of what most patients have; all else, a fifth, as rows of a table.
-- {folder}, {day} and {out} are filled in.

-- 1. What a row says, in one byte. The order puts side by side what is asked for together.
CREATE TYPE meaning AS ENUM (
    'mri-negative', 'mri-stable', 'mri-response', 'mri-new-lesions', 'mri-progression', 'mri-equivocal', 'mri-non-diagnostic',
    'ct-negative', 'ct-stable', 'ct-response', 'ct-new-lesions', 'ct-progression', 'ct-equivocal', 'ct-non-diagnostic',
    'her2-positive', 'ish-positive', 'her2-negative', 'ish-negative', 'her2-2+', 'her2-equivocal',
    'early', 'metastatic', 'suspected', 'confirmed', 'excluded',
    'resection', 'irradiation', 'craniospinal', 'lm-suspected', 'lm-present', 'lm-excluded', 'csf-positive', 'onset',
    'resolved', 'systemic-change', 'observe', 'systemic-therapy', 'mri-forbidden', 'mri-allowed',
    'interval', 'suspension', 'resumption', 'death', 'drug-start', 'drug-stop');
-- A comparison of an ENUM with a word would compare words.
CREATE MACRO code(name) AS enum_code(name::meaning);

CREATE TEMP TABLE vocabulary AS SELECT event, detail, result, code(meaning) AS code FROM (VALUES
    ('imaging', 'mri-brain', 'negative', 'mri-negative'), ('imaging', 'mri-brain', 'stable', 'mri-stable'),
    ('imaging', 'mri-brain', 'response', 'mri-response'), ('imaging', 'mri-brain', 'new-lesions', 'mri-new-lesions'),
    ('imaging', 'mri-brain', 'progression', 'mri-progression'), ('imaging', 'mri-brain', 'equivocal', 'mri-equivocal'),
    ('imaging', 'mri-brain', 'non-diagnostic', 'mri-non-diagnostic'),
    ('imaging', 'ct-brain', 'negative', 'ct-negative'), ('imaging', 'ct-brain', 'stable', 'ct-stable'),
    ('imaging', 'ct-brain', 'response', 'ct-response'), ('imaging', 'ct-brain', 'new-lesions', 'ct-new-lesions'),
    ('imaging', 'ct-brain', 'progression', 'ct-progression'), ('imaging', 'ct-brain', 'equivocal', 'ct-equivocal'),
    ('imaging', 'ct-brain', 'non-diagnostic', 'ct-non-diagnostic'),
    ('biomarker', 'her2', '3+', 'her2-positive'), ('biomarker', 'her2', 'positive', 'her2-positive'),
    ('biomarker', 'her2', 'ish+', 'ish-positive'), ('biomarker', 'her2', '0', 'her2-negative'),
    ('biomarker', 'her2', '1+', 'her2-negative'), ('biomarker', 'her2', 'negative', 'her2-negative'),
    ('biomarker', 'her2', 'ish-', 'ish-negative'), ('biomarker', 'her2', '2+', 'her2-2+'),
    ('biomarker', 'her2', 'equivocal', 'her2-equivocal'),
    ('diagnosis', 'breast-cancer', 'early', 'early'), ('diagnosis', 'breast-cancer', 'metastatic', 'metastatic'),
    ('metastasis', '', 'suspected', 'suspected'), ('metastasis', '', 'confirmed', 'confirmed'),
    ('metastasis', '', 'excluded', 'excluded'),
    ('surgery', 'brain-resection', '', 'resection'), ('radiotherapy', 'srs', '', 'irradiation'),
    ('radiotherapy', 'fsrt', '', 'irradiation'), ('radiotherapy', 'wbrt', '', 'irradiation'),
    ('radiotherapy', 'craniospinal', '', 'craniospinal'),
    ('systemic', '', 'progression', 'systemic-change'), ('systemic', '', 'new-line', 'systemic-change'),
    ('decision', 'observe', '', 'observe'), ('decision', 'systemic', '', 'systemic-therapy'),
    ('leptomeningeal', '', 'suspected', 'lm-suspected'), ('leptomeningeal', '', 'possible', 'lm-present'),
    ('leptomeningeal', '', 'probable', 'lm-present'), ('leptomeningeal', '', 'confirmed', 'lm-present'),
    ('leptomeningeal', '', 'excluded', 'lm-excluded'), ('csf', 'cytology', 'positive', 'csf-positive'),
    ('symptom', '', 'onset', 'onset'), ('symptom', '', 'resolved', 'resolved'),
    ('contraindication', 'mri', 'start', 'mri-forbidden'), ('contraindication', 'mri', 'stop', 'mri-allowed'),
    ('interval', 'brain-mri', '', 'interval'),
    ('status', '', 'hospice', 'suspension'), ('status', '', 'declined', 'suspension'),
    ('status', '', 'transferred', 'suspension'), ('status', '', 'resumed', 'resumption'), ('status', '', 'deceased', 'death'),
    ('drug', '', 'start', 'drug-start'), ('drug', '', 'stop', 'drug-stop')
) t(event, detail, result, meaning);

-- A row's place among the others, so that the latest is a maximum: its first day, its row in the file, the precision of its
-- date (0 a day, 1 a month, 2 a year) and what it says, in one number.
CREATE MACRO says(place, name) AS (place & 127) = code(name);
CREATE MACRO written(place) AS ((place >> 41) << 2) | ((place >> 7) & 3);
CREATE MACRO first_day(place) AS DATE '0001-01-01' + (place >> 41)::INTEGER;
CREATE MACRO final_day(place) AS CASE (place >> 7) & 3
    WHEN 0 THEN first_day(place)
    WHEN 1 THEN last_day(first_day(place))
    ELSE make_date(year(first_day(place)), 12, 31) END;
CREATE MACRO recorded(place) AS left(first_day(place)::VARCHAR, [10, 7, 4][((place >> 7) & 3) + 1]);
CREATE MACRO is_since(place, other) AS first_day(place) >= final_day(other) OR written(place) = written(other);
CREATE MACRO plus_months(day, months) AS (day + to_months(months))::DATE;
CREATE MACRO is_cns_active(agent) AS agent IN ('tucatinib', 'trastuzumab-deruxtecan', 'neratinib', 'pyrotinib', 'lapatinib');

CREATE TEMP TABLE patient AS
    SELECT mrn, (row_number() OVER ())::INTEGER AS patient
    FROM read_csv('{folder}/patients.csv', header = true, all_varchar = true);

-- 2. The one pass over events.csv.
CREATE TEMP TABLE event_row AS
    SELECT patient, code,
        try_cast(CASE strlen(date) WHEN 10 THEN date WHEN 7 THEN date || '-01' WHEN 4 THEN date || '-01-01' END AS DATE)
            AS first,
        CASE strlen(date) WHEN 10 THEN 0 WHEN 7 THEN 1 ELSE 2 END::UTINYINT AS precision,
        CASE e.event WHEN 'drug' THEN e.detail WHEN 'symptom' THEN e.detail WHEN 'metastasis' THEN site
            WHEN 'interval' THEN e.result WHEN 'status' THEN e.result END AS word
    FROM read_csv('{folder}/events.csv', header = true, all_varchar = true) e
    JOIN vocabulary v ON e.event = v.event
        AND CASE WHEN e.event IN ('drug', 'symptom') THEN '' ELSE coalesce(e.detail, '') END = v.detail
        AND CASE WHEN e.event = 'interval' THEN '' ELSE coalesce(e.result, '') END = v.result
    JOIN patient USING (mrn);
CREATE TEMP VIEW event AS
    SELECT patient, code, word,
        ((first - DATE '0001-01-01') << 41) | (rowid << 9) | (precision::BIGINT << 7) | code AS place
    FROM event_row WHERE first <= DATE '{day}';

-- An exclusion takes back what was said before of its site.
CREATE TEMP TABLE exclusion AS
    SELECT patient, word, max(place) AS excluded FROM event WHERE code = code('excluded') GROUP BY ALL;
CREATE TEMP TABLE taken_back AS
    SELECT place FROM event JOIN exclusion USING (patient, word)
    WHERE code BETWEEN code('suspected') AND code('confirmed') AND place < excluded;

-- 3. What few have.
CREATE TEMP TABLE rare AS
    SELECT event.* FROM event ANTI JOIN taken_back USING (place)
    WHERE code BETWEEN code('mri-new-lesions') AND code('mri-equivocal')
        OR code BETWEEN code('ct-negative') AND code('ct-equivocal')
        OR code = code('ish-negative')
        OR code BETWEEN code('suspected') AND code('death');

-- Leptomeningeal disease counts from the first row that shows it after the last exclusion.
CREATE TEMP TABLE meninges AS
    SELECT patient, code, place, settled,
        min(place) FILTER (code IN (code('lm-present'), code('csf-positive')) AND (excluded IS NULL OR place > excluded))
            OVER (PARTITION BY patient) AS lm
    FROM (SELECT patient, code, place,
            max(place) FILTER (code = code('lm-excluded')) OVER (PARTITION BY patient) AS excluded,
            max(place) FILTER (code BETWEEN code('lm-present') AND code('lm-excluded')) OVER (PARTITION BY patient) AS settled
        FROM rare WHERE code BETWEEN code('lm-suspected') AND code('csf-positive'));
CREATE TEMP TABLE leptomeningeal AS SELECT patient, any_value(lm) AS lm FROM meninges WHERE lm IS NOT NULL GROUP BY patient;

-- The suspicions that are open: of a site, and of the meninges.
CREATE TEMP TABLE suspicion AS
    SELECT patient, word AS site, place FROM rare s WHERE code = code('suspected')
        AND NOT EXISTS (FROM rare c WHERE c.code = code('confirmed') AND c.patient = s.patient AND c.word = s.word)
    UNION ALL
    SELECT patient, 'meninges', place FROM meninges
    WHERE lm IS NULL AND code = code('lm-suspected') AND (settled IS NULL OR place > settled);

-- An end of a partial date that ends nothing stands behind the first beginning within its span.
CREATE MACRO in_order(rows) AS TABLE
    SELECT patient, word, is_start, place, coalesce(moved_behind, place) AS stands, moved_behind IS NOT NULL AS is_moved
    FROM (SELECT *, CASE WHEN NOT is_start AND place & 384 > 0 AND NOT coalesce(is_open, false)
                AND first_day(next_start) <= final_day(place) THEN next_start END AS moved_behind
        FROM (SELECT *, lag(is_start) OVER subject AS is_open,
                min(place) FILTER (is_start) OVER (subject ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_start
            FROM query_table(rows) WINDOW subject AS (PARTITION BY patient, word ORDER BY place)));

-- Courses of the CNS-active agents, and of every agent where there is leptomeningeal disease.
CREATE TEMP TABLE drug AS
    SELECT patient, word, code = code('drug-start') AS is_start, place FROM event
    WHERE code >= code('drug-start') AND (is_cns_active(word) OR patient IN (SELECT patient FROM leptomeningeal));
CREATE TEMP TABLE course AS
    SELECT patient, is_cns_active(word) AS is_cns_active, place AS start, stop, stop_stands
    FROM (SELECT patient, word, is_start, place, lag(is_start) OVER agent AS is_running,
            first(CASE WHEN NOT is_start THEN place END IGNORE NULLS) OVER following AS stop,
            first(CASE WHEN NOT is_start THEN stands END IGNORE NULLS) OVER following AS stop_stands
        FROM in_order(drug)
        WINDOW agent AS (PARTITION BY patient, word ORDER BY stands, is_moved, place),
            following AS (PARTITION BY patient, word ORDER BY stands, is_moved, place
                ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))
    WHERE is_start AND is_running IS NOT true;

-- Whether surveillance is suspended. New disease lifts all but hospice.
CREATE TEMP TABLE news AS
    SELECT patient, max(first_day(place)) AS latest
    FROM (SELECT patient, place FROM event
        WHERE code IN (code('mri-new-lesions'), code('mri-progression'), code('ct-new-lesions'), code('ct-progression'),
            code('metastatic'), code('confirmed'), code('resection'), code('irradiation'), code('lm-present'),
            code('csf-positive'))
        UNION ALL SELECT patient, start FROM course WHERE is_cns_active
        UNION ALL SELECT patient, place FROM event WHERE code = code('drug-start') AND starts_with(word, 'intrathecal-'))
    GROUP BY patient;
CREATE TEMP TABLE pause AS
    SELECT patient, '' AS word, code = code('suspension') AS is_start, place FROM rare
    WHERE code BETWEEN code('suspension') AND code('resumption');
CREATE TEMP TABLE status AS
    SELECT patient,
        is_start AND (word = 'hospice' OR latest IS NULL OR latest <= final_day(place)) AS is_suspended
    FROM (SELECT patient, arg_max(is_start, (stands, is_moved, place)) AS is_start,
            arg_max(place, (stands, is_moved, place)) AS place
        FROM in_order(pause) GROUP BY patient)
    JOIN (SELECT place, word FROM rare) USING (place) LEFT JOIN news USING (patient);

-- When MRI was contraindicated, and the CTs that count because of it.
CREATE TEMP TABLE forbidden AS
    SELECT patient, place AS start, stop
    FROM (SELECT patient, code, place, lag(code) OVER (PARTITION BY patient ORDER BY place) AS previous,
            min(place) FILTER (code = code('mri-allowed'))
                OVER (PARTITION BY patient ORDER BY place ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS stop
        FROM rare WHERE code BETWEEN code('mri-forbidden') AND code('mri-allowed'))
    WHERE code = code('mri-forbidden') AND previous IS DISTINCT FROM code('mri-forbidden');
CREATE TEMP TABLE ct AS
    SELECT patient, place FROM rare JOIN forbidden USING (patient)
    WHERE code BETWEEN code('ct-negative') AND code('ct-equivocal') AND first_day(place) >= first_day(start)
        AND (stop IS NULL OR first_day(place) < first_day(stop));
CREATE TEMP TABLE contraindication AS
    SELECT patient, bool_or(stop IS NULL) AS is_forbidden, max(stop) AS latest_allowed FROM forbidden GROUP BY patient;

-- 4. Who is left, with what the rules ask for: F, the latest finding Q, M0, the LM date, the latest adequate scan.
CREATE TEMP TABLE fact AS
    SELECT patient, scan, f, coalesce(latest_finding, f) AS q, least(first_metastatic, f, lm) AS m0, lm,
        latest_local, vague_local, latest_finding, latest_mri, latest_brain,
        is_suspended IS true OR f IS NULL AND lm IS NULL AND NOT ever_positive AND (says(latest_her2, 'her2-negative') OR says(latest_her2, 'ish-negative')
            OR says(latest_her2, 'her2-2+') AND written(latest_her2) = written(latest_ish_negative)) IS true AS is_off,
        f IS NULL AND lm IS NULL AND NOT (ever_positive AND is_diagnosed) AS needs_data
    FROM (SELECT *, greatest(latest_mri, latest_ct) AS scan,
            least(first_sign, brain_confirmed,
                CASE WHEN NOT (says(first_quiet, 'mri-negative') OR says(first_quiet, 'ct-negative')) THEN first_quiet END
            ) AS f
        FROM (SELECT patient,
                max(place) FILTER (code <= code('mri-equivocal')) AS latest_mri,
                max(place) FILTER (code <= code('ct-non-diagnostic')) AS latest_brain,
                min(place) FILTER (code IN (code('mri-new-lesions'), code('mri-progression'), code('ct-new-lesions'),
                    code('ct-progression'), code('resection'), code('irradiation'))) AS first_sign,
                max(place) FILTER (code IN (code('mri-new-lesions'), code('mri-progression'), code('ct-new-lesions'),
                    code('ct-progression'))) AS latest_finding,
                min(place) FILTER (code IN (code('mri-negative'), code('mri-stable'), code('mri-response'), code('ct-negative'),
                    code('ct-stable'), code('ct-response'))) AS first_quiet,
                max(place) FILTER (code BETWEEN code('her2-positive') AND code('her2-equivocal')) AS latest_her2,
                bool_or(code BETWEEN code('her2-positive') AND code('ish-positive')) AS ever_positive,
                bool_or(code BETWEEN code('early') AND code('excluded')) AS is_diagnosed,
                min(place) FILTER (code IN (code('metastatic'), code('confirmed'))) AS first_metastatic,
                max(place) FILTER (code BETWEEN code('resection') AND code('irradiation')) AS latest_local
            FROM event ANTI JOIN taken_back USING (place) WHERE code <= code('onset') GROUP BY patient)
        ANTI JOIN (FROM rare WHERE code = code('death')) USING (patient)
        LEFT JOIN (SELECT patient, min(place) AS brain_confirmed FROM rare WHERE code = code('confirmed') AND word = 'brain'
            GROUP BY patient) USING (patient)
        LEFT JOIN (SELECT patient, list(written(place)) AS vague_local FROM rare
            WHERE code BETWEEN code('resection') AND code('irradiation') AND place & 384 > 0 GROUP BY patient) USING (patient)
        LEFT JOIN (SELECT patient, max(place) AS latest_ish_negative FROM rare WHERE code = code('ish-negative')
            GROUP BY patient) USING (patient)
        LEFT JOIN (SELECT patient, max(place) AS latest_ct FROM ct GROUP BY patient) USING (patient)
        LEFT JOIN leptomeningeal USING (patient) LEFT JOIN status USING (patient));
DROP TABLE event_row CASCADE;

-- What was done since the latest finding Q by drugs, or decided.
CREATE TEMP TABLE drugs AS
    SELECT patient, bool_or(since) AS has_start, min(start) FILTER (since) AS first_start,
        bool_or(since AND stop IS NULL) AS is_ongoing,
        max(final_day(stop)) FILTER (since OR start < q AND NOT stop_stands < q) AS last_stop
    FROM (SELECT patient, start, stop, stop_stands, q, is_since(start, q) AS since
        FROM course JOIN fact USING (patient) WHERE is_cns_active AND q IS NOT NULL)
    GROUP BY patient;
CREATE TEMP TABLE decisions AS
    SELECT patient, bool_or(since) AS has_decision, max(place) AS latest_decision,
        min(place) FILTER (since AND says(place, 'systemic-therapy')) AS first_systemic
    FROM (SELECT patient, place, is_since(place, q) AS since FROM rare JOIN fact USING (patient)
        WHERE code BETWEEN code('observe') AND code('systemic-therapy') AND q IS NOT NULL)
    GROUP BY patient;
-- The start of treatment of leptomeningeal disease.
CREATE TEMP TABLE lm_treatment AS
    SELECT patient, min(place) AS lm_treated
    FROM (SELECT patient, start AS place FROM course
        UNION ALL SELECT patient, place FROM rare WHERE code BETWEEN code('irradiation') AND code('craniospinal'))
    JOIN leptomeningeal USING (patient) WHERE is_since(place, lm) GROUP BY patient;
-- The earliest suspicions that no scan answers.
CREATE TEMP TABLE suspected AS
    SELECT patient, bool_or(site <> 'meninges') AS is_suspected,
        min(place) FILTER (site <> 'meninges' AND (scan IS NULL OR first_day(scan) < final_day(place))) AS unscanned,
        min(place) FILTER (site = 'brain' AND (scan IS NULL OR first_day(scan) < final_day(place))) AS unscanned_brain,
        min(place) FILTER (site = 'meninges' AND (scan IS NULL OR first_day(scan) < final_day(place) - 28))
            AS unscanned_meninges
    FROM suspicion JOIN fact USING (patient) GROUP BY patient;
-- A clinician's own interval, unless the patient may have become sicker since.
CREATE TEMP TABLE own AS
    WITH latest AS (
        SELECT patient, max(place) AS place, arg_max(word, place) AS word FROM rare
        WHERE code = code('interval') GROUP BY patient),
    sicker AS (
        SELECT patient, place FROM rare
        WHERE code BETWEEN code('mri-new-lesions') AND code('mri-equivocal')
            OR code BETWEEN code('ct-new-lesions') AND code('ct-progression')
            OR code BETWEEN code('resection') AND code('irradiation')
        UNION ALL SELECT patient, place FROM ct WHERE says(place, 'ct-equivocal')
        UNION ALL SELECT patient, place FROM drug WHERE NOT is_start AND is_cns_active(word)
        UNION ALL SELECT patient, f FROM fact
        UNION ALL SELECT patient, lm FROM fact)
    SELECT patient, length AS own_length, right(word, 1) AS own_unit
    FROM (SELECT *, try_cast(left(word, -1) AS INTEGER) AS length FROM latest) latest
    WHERE length IS NOT NULL
        AND NOT EXISTS (FROM sicker
            WHERE sicker.patient = latest.patient AND final_day(sicker.place) > first_day(latest.place));

-- 5. The rules: their order, their urgencies, and the days of their windows.
CREATE TYPE rule_name AS ENUM (
    'post-operative', 'post-operative-overdue', 'equivocal-finding', 'first-after-local-therapy', 'after-local-therapy', 'long-term',
    'systemic-therapy-alone', 'undecided', 'observation', 'leptomeningeal-baseline', 'leptomeningeal', 'metastatic-baseline',
    'metastatic-screening', 'systemic-progression', 'suspected-metastasis',
    'neuro-emergency', 'neuro-symptom', 'lesion-on-ct', 'finding-without-scan', 'suspected-leptomeningeal',
    'suspected-brain-metastasis', 'repeat-non-diagnostic', 'none', 'off');
CREATE TYPE urgency AS ENUM ('emergency', 'inpatient', 'urgent', 'soon', 'routine', 'advisory');
CREATE MACRO number(name) AS enum_code(name::rule_name);
CREATE TEMP TABLE rule AS
    SELECT number(name) AS rule, name, enum_code(urgency::urgency) AS rank, urgency, early, late FROM (VALUES
        ('post-operative', 'inpatient', 2, 1), ('post-operative-overdue', 'soon', 2, 1),
        ('equivocal-finding', 'soon', 0, 14),
        ('first-after-local-therapy', 'routine', 14, 14), ('after-local-therapy', 'routine', 14, 14),
        ('long-term', 'routine', 14, 14), ('systemic-therapy-alone', 'routine', 7, 7),
        ('undecided', 'routine', 14, 14), ('observation', 'routine', 14, 14),
        ('leptomeningeal-baseline', 'urgent', 7, 7), ('leptomeningeal', 'soon', 7, 14),
        ('metastatic-baseline', 'advisory', 28, 14), ('metastatic-screening', 'advisory', 28, 28),
        ('systemic-progression', 'advisory', 28, 14), ('suspected-metastasis', 'advisory', 0, 28),
        ('neuro-emergency', 'emergency', 0, 0), ('neuro-symptom', 'urgent', 7, 7),
        ('lesion-on-ct', 'urgent', 7, 7), ('finding-without-scan', 'urgent', 7, 7),
        ('suspected-leptomeningeal', 'soon', 0, 7), ('suspected-brain-metastasis', 'urgent', 7, 7),
        ('repeat-non-diagnostic', 'soon', 14, 0)
    ) t(name, urgency, early, late);

-- The phase, under the name of its rule: `off` where only symptoms count, `none` where no brain imaging is routine.
CREATE TEMP TABLE routine AS
    WITH phased AS (
        SELECT patient, scan, q, lm, m0, latest_local, scan_day, local_since, first_start, first_systemic,
            CASE
                WHEN is_off THEN number('off')
                WHEN needs_data THEN number('none')
                WHEN lm IS NOT NULL THEN number('leptomeningeal')
                WHEN says(latest_local, 'resection') AND DATE '{day}' <= first_day(latest_local) + 28
                    AND (scan IS NULL OR scan_day < final_day(latest_local)) THEN number('post-operative')
                WHEN (says(scan, 'mri-equivocal') OR says(scan, 'ct-equivocal'))
                    AND (latest_local IS NULL OR first_day(latest_local) < final_day(scan))
                    AND list_contains(vague_local, written(scan)) IS NOT true THEN number('equivocal-finding')
                WHEN f IS NULL THEN CASE WHEN m0 IS NOT NULL THEN number('metastatic-screening')
                    WHEN is_suspected THEN number('suspected-metastasis') ELSE number('none') END
                WHEN local_since THEN number('after-local-therapy')
                WHEN has_start IS NOT true AND has_decision IS NOT true THEN number('undecided')
                WHEN is_ongoing OR says(latest_decision, 'systemic-therapy') AND is_since(latest_decision, q)
                    AND (last_stop IS NULL OR last_stop < first_day(latest_decision)) THEN number('systemic-therapy-alone')
                ELSE number('observation')
            END AS phase
        FROM (SELECT *, first_day(scan) AS scan_day,
                first_day(latest_local) >= final_day(q) OR list_contains(vague_local, written(q)) AS local_since
            FROM fact LEFT JOIN drugs USING (patient) LEFT JOIN decisions USING (patient)
            LEFT JOIN suspected USING (patient)))
    SELECT patient, phase, rule, anchor,
        CASE WHEN own_length IS NOT NULL AND repeats
                THEN CASE own_unit WHEN 'd' THEN own_length WHEN 'w' THEN 7 * own_length END
            ELSE CASE rule
                WHEN number('post-operative') THEN 2
                WHEN number('equivocal-finding') THEN 42
                WHEN number('systemic-therapy-alone') THEN CASE WHEN NOT repeats OR scan_day < first_day(began) + 168 THEN 42
                    WHEN scan_day < plus_months(first_day(began), 24) THEN 63 END
                WHEN number('leptomeningeal-baseline') THEN 7
                WHEN number('leptomeningeal') THEN CASE WHEN NOT repeats OR scan_day < first_day(began) + 168 THEN 42
                    ELSE 56 END
                WHEN number('metastatic-baseline') THEN 28
                WHEN number('suspected-metastasis') THEN 28 END
        END AS days,
        CASE WHEN own_length IS NOT NULL AND repeats THEN CASE own_unit WHEN 'm' THEN own_length END
            ELSE CASE rule
                WHEN number('first-after-local-therapy') THEN 2
                WHEN number('after-local-therapy') THEN 3
                WHEN number('long-term') THEN 4
                WHEN number('systemic-therapy-alone') THEN 3
                WHEN number('undecided') THEN 2
                WHEN number('observation') THEN 2
                WHEN number('metastatic-screening') THEN 6 END
        END AS months
    FROM (SELECT *,
            -- The rule, what it is reckoned from, and whether that is a repeat.
            CASE WHEN phase = number('after-local-therapy') THEN CASE
                    WHEN NOT answered THEN number('first-after-local-therapy')
                    WHEN scan_day >= plus_months(first_day(latest_local), 24) THEN number('long-term')
                    ELSE number('after-local-therapy') END
                WHEN phase = number('leptomeningeal') AND NOT answered THEN number('leptomeningeal-baseline')
                WHEN phase = number('metastatic-screening') AND NOT answered THEN number('metastatic-baseline')
                ELSE phase END AS rule,
            CASE phase
                WHEN number('after-local-therapy') THEN CASE WHEN answered THEN scan ELSE latest_local END
                WHEN number('metastatic-screening') THEN CASE WHEN answered THEN scan ELSE m0 END
                WHEN number('undecided') THEN CASE WHEN answered THEN scan ELSE q END
                WHEN number('observation') THEN CASE WHEN answered THEN scan ELSE q END
                WHEN number('systemic-therapy-alone') THEN CASE WHEN repeats THEN scan ELSE began END
                WHEN number('leptomeningeal') THEN CASE WHEN NOT answered THEN lm
                    WHEN repeats OR scan_day < first_day(began) THEN scan ELSE began END
                WHEN number('post-operative') THEN latest_local
                WHEN number('equivocal-finding') THEN scan
                WHEN number('suspected-metastasis') THEN unscanned END AS anchor
        FROM (SELECT *,
                CASE phase
                    WHEN number('undecided') THEN true
                    WHEN number('observation') THEN true
                    WHEN number('systemic-therapy-alone') THEN coalesce(scan_day >= final_day(began) + 14, false)
                    WHEN number('leptomeningeal') THEN answered AND scan_day >= final_day(began) + 14
                    ELSE answered END AS repeats
            FROM (SELECT phased.*, unscanned, own_length, own_unit,
                    CASE phase
                        WHEN number('systemic-therapy-alone') THEN least(first_start, first_systemic)
                        WHEN number('leptomeningeal') THEN coalesce(lm_treated, lm) END AS began,
                    coalesce(scan_day >= CASE phase
                        WHEN number('after-local-therapy') THEN final_day(latest_local) + 28
                        WHEN number('metastatic-screening') THEN final_day(m0) - 28
                        WHEN number('undecided') THEN final_day(q)
                        WHEN number('observation') THEN final_day(q)
                        WHEN number('leptomeningeal') THEN final_day(lm) - 28 END, false) AS answered
                FROM phased LEFT JOIN lm_treatment USING (patient) LEFT JOIN suspected USING (patient)
                LEFT JOIN own USING (patient))));

-- 6. What stands beside the routine.
CREATE TEMP TABLE beside AS
    SELECT patient, number('post-operative') AS rule, latest_local AS anchor, 2 AS days, NULL::INTEGER AS months
    FROM fact JOIN routine USING (patient)
    WHERE lm IS NOT NULL AND phase = number('leptomeningeal') AND says(latest_local, 'resection')
        AND DATE '{day}' <= first_day(latest_local) + 28
        AND (scan IS NULL OR first_day(scan) < final_day(latest_local))
    UNION ALL
    SELECT patient, number('post-operative-overdue'), latest_local, 2, NULL FROM fact JOIN routine USING (patient)
    WHERE phase <> number('off') AND says(latest_local, 'resection') AND DATE '{day}' > first_day(latest_local) + 28
        AND DATE '{day}' < plus_months(first_day(latest_local), 2)
        AND (scan IS NULL OR first_day(scan) < final_day(latest_local))
    UNION ALL
    SELECT patient, number('systemic-progression'), change, 28, NULL
    FROM (SELECT patient, max(place) AS change FROM rare WHERE code = code('systemic-change') GROUP BY patient)
    JOIN fact USING (patient) JOIN routine USING (patient)
    WHERE phase = number('metastatic-screening') AND (scan IS NULL OR first_day(scan) < final_day(change) - 28)
    UNION ALL
    SELECT patient, rule, min(place), CASE rule WHEN number('neuro-emergency') THEN 0 ELSE 7 END, NULL
    FROM (SELECT patient, scan, place, CASE WHEN word IN ('seizure', 'focal-weakness', 'reduced-consciousness', 'raised-icp',
                'speech', 'visual', 'confusion')
                THEN number('neuro-emergency') ELSE number('neuro-symptom') END AS rule
        FROM rare r JOIN fact USING (patient)
        WHERE code = code('onset') AND word NOT IN ('cord', 'incontinence') AND (scan IS NULL OR first_day(scan) < final_day(place))
            AND NOT EXISTS (FROM rare WHERE rare.code = code('resolved') AND rare.patient = r.patient AND rare.word = r.word
                AND rare.place > r.place))
    GROUP BY patient, rule
    UNION ALL
    SELECT patient, number('lesion-on-ct'),
        CASE WHEN first_day(latest_allowed) > first_day(latest_finding) THEN latest_allowed ELSE latest_finding END, 7, NULL
    FROM fact JOIN routine USING (patient) LEFT JOIN contraindication USING (patient)
    WHERE (says(latest_finding, 'ct-new-lesions') OR says(latest_finding, 'ct-progression')) AND phase <> number('off')
        AND is_forbidden IS NOT true AND (latest_mri IS NULL OR first_day(latest_mri) < final_day(latest_finding))
    UNION ALL
    SELECT patient, number('finding-without-scan'), q, 7, NULL FROM fact JOIN routine USING (patient)
    WHERE says(q, 'confirmed') AND phase <> number('off') AND (scan IS NULL OR first_day(scan) < final_day(q) - 28)
    UNION ALL
    SELECT patient, number('suspected-leptomeningeal'), unscanned_meninges, 7, NULL
    FROM suspected JOIN routine USING (patient)
    WHERE unscanned_meninges IS NOT NULL AND phase <> number('off')
    UNION ALL
    SELECT patient, number('suspected-brain-metastasis'), unscanned_brain, 7, NULL FROM suspected JOIN routine USING (patient)
    WHERE unscanned_brain IS NOT NULL AND phase <> number('off');

CREATE MACRO dated(proposals) AS TABLE
    SELECT patient, rule, rank, anchor, greatest(due - early, first_day(anchor)) AS earliest, due,
        CASE WHEN rank <= 2 OR anchor & 384 = 0 THEN due
            WHEN days IS NULL THEN plus_months(final_day(anchor), months) ELSE final_day(anchor) + days END + late AS latest
    FROM (SELECT *,
            CASE WHEN days IS NULL THEN plus_months(first_day(anchor), months) ELSE first_day(anchor) + days END AS due
        FROM query_table(proposals) JOIN rule USING (rule))
    WHERE anchor IS NOT NULL;

CREATE TEMP VIEW owed AS FROM dated(routine);
CREATE TEMP TABLE added AS FROM dated(beside);
-- A scan that cannot be read is repeated no later than the routine asks for it.
CREATE TEMP TABLE repeated AS
    SELECT patient, number('repeat-non-diagnostic') AS rule, 3::UTINYINT AS rank, latest_brain AS anchor,
        greatest(least(first_day(latest_brain) + 14, bound) - 14, first_day(latest_brain)) AS earliest,
        least(first_day(latest_brain) + 14, bound) AS due, least(final_day(latest_brain) + 14, bound) AS latest
    FROM (SELECT patient, latest_brain, CASE WHEN routine_latest >= first_day(latest_brain) THEN routine_latest END AS bound
        FROM fact JOIN routine USING (patient)
        LEFT JOIN (SELECT patient, min(latest) AS routine_latest
            FROM (FROM owed UNION ALL FROM added WHERE rule < number('neuro-emergency')) GROUP BY patient) USING (patient)
        WHERE (says(latest_brain, 'mri-non-diagnostic') OR says(latest_brain, 'ct-non-diagnostic'))
            AND phase <> number('off'));

CREATE MACRO precedence(rank, due, rule) AS (rank::BIGINT << 32) | ((due - DATE '0001-01-01') << 8) | rule;
COPY (
    SELECT mrn, rule.name AS rule, recorded(anchor) AS anchor, earliest, due, latest,
        CASE WHEN latest < DATE '{day}' THEN 'overdue' WHEN due <= DATE '{day}' THEN 'due'
            WHEN earliest <= DATE '{day}' THEN 'due-soon' ELSE 'upcoming' END AS status,
        rule.urgency
    FROM (SELECT patient, least(owed.earliest, more.earliest) AS earliest, least(owed.due, more.due) AS due,
            least(owed.latest, more.latest) AS latest,
            least(precedence(owed.rank, owed.due, owed.rule), more.foremost) AS leads,
            CASE WHEN leads = more.foremost THEN more.anchor ELSE owed.anchor END AS anchor
        FROM owed FULL JOIN (
            SELECT patient, min(earliest) AS earliest, min(due) AS due, min(latest) AS latest,
                min(precedence(rank, due, rule)) AS foremost, arg_min(anchor, precedence(rank, due, rule)) AS anchor
            FROM (FROM added UNION ALL FROM repeated) GROUP BY patient) more USING (patient)) item
    JOIN rule ON rule.rule = leads & 255 JOIN patient USING (patient)
) TO '{out}' (FORMAT csv, HEADER);
