/// The text of the interface, as it is served to whoever asks for a description.
public enum ControlInterface {
    /// The name of the interface.
    public static let name = "org.cnswatch.Control"
    /// The socket of an installed service.
    public static let socketPath = "/run/cnswatch/org.cnswatch.Control"

    /// The description in the language of Varlink.
    public static let description = """
        # The control interface of cnswatch: what staff and programs ask the service.
        # Dates are civil: YYYY-MM-DD in the clinic's time zone. Words stand as in rosters and protocol files.
        interface org.cnswatch.Control

        # Which surveillance protocol was applied.
        type ProtocolReference (
          # Identifier, such as `her2-cns`.
          id: string,
          # Version, in the site's own counting.
          version: string,
          # What it is called.
          title: string,
          # A hash of its content, 16 hexadecimal digits.
          fingerprint: string
        )

        # Something everyone who reads a list must know: a refused or stale roster, a patient gone from the
        # export.
        type Notice (
          # `roster-refused`, `roster-stale`, `rows-rejected`, `patients-absent` or `delivery`.
          kind: string,
          # What is the matter and what to do, without patient data.
          message: string
        )

        # One thing a patient is owed.
        type ItemReport (
          # What is owed, such as `brain-mri`.
          item: string,
          # The rule that leads.
          rule: string,
          # The other rules that ask for it, alphabetically.
          also: []string,
          # What the dates are reckoned from, as recorded: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
          anchor: string,
          # First day of the window.
          earliest: string,
          # When it should be done.
          due: string,
          # After this day it is overdue.
          latest: string,
          # `upcoming`, `due-soon`, `due` or `overdue`.
          status: string,
          # `emergency`, `inpatient`, `urgent`, `soon`, `routine` or `advisory`.
          urgency: string,
          # How it is to be imaged, in the words of the roster; null for items that are no imaging.
          modality: ?string,
          # Whether it is owed as CT because MRI is contraindicated.
          substitute: bool,
          # `booked-late`, `missed`, `suspended`, `mri-contraindicated`, `gadolinium-contraindicated`.
          flags: []string,
          # Date of the appointment booked for it.
          booked: ?string,
          # How many appointments for it were missed.
          misses: int,
          # Days past the latest date; 0 where it is not overdue.
          daysLate: int
        )

        # A row of the work-list.
        type DueRow (
          # Medical record number.
          mrn: string,
          # Family name; empty where not recorded.
          familyName: string,
          # Given name; empty where not recorded.
          givenName: string,
          # Clinic; empty where not recorded.
          clinic: string,
          # Clinician; empty where not recorded.
          clinician: string,
          # The patient's phase.
          phase: string,
          # Whether rows of the patient were set aside.
          incomplete: bool,
          # Since when the patient is missing from the export.
          absentSince: ?string,
          # What is owed, such as `brain-mri`.
          item: string,
          # The rule that leads.
          rule: string,
          # The other rules that ask for it, alphabetically.
          also: []string,
          # What the dates are reckoned from, as recorded: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
          anchor: string,
          # First day of the window.
          earliest: string,
          # When it should be done.
          due: string,
          # After this day it is overdue.
          latest: string,
          # `upcoming`, `due-soon`, `due` or `overdue`.
          status: string,
          # `emergency`, `inpatient`, `urgent`, `soon`, `routine` or `advisory`.
          urgency: string,
          # How it is to be imaged, in the words of the roster; null for items that are no imaging.
          modality: ?string,
          # Whether it is owed as CT because MRI is contraindicated.
          substitute: bool,
          # `booked-late`, `missed`, `suspended`, `mri-contraindicated`, `gadolinium-contraindicated`.
          flags: []string,
          # Date of the appointment booked for it.
          booked: ?string,
          # How many appointments for it were missed.
          misses: int,
          # Days past the latest date; 0 where it is not overdue.
          daysLate: int,
          # The user who owns it.
          owner: ?string,
          # What holds it back: the kind of lease, such as `snooze`.
          mask: ?string,
          # The last day on which that holds it back.
          maskUntil: ?string,
          # Whether enough of the patient's risk factors hold.
          highRisk: bool
        )

        # A row of the work-list as it leaves for other systems.
        type ExportRow (
          # The patient's pseudonym: a keyed digest, which only this service leads back to the patient.
          pseudonym: string,
          # The row; record number and names are empty unless they were asked for.
          row: DueRow,
          # What is odd in the patient's record; empty unless it was asked for.
          remarks: []RemarkReport
        )

        # A row of the roster, or an event that staff recorded, that something rests on.
        type FactReport (
          # The file, such as `events.csv`; `recorded` for what staff recorded.
          file: string,
          # The line on which the row or resource begins, or the number of the act; 0 for what is only supposed.
          row: int,
          # The FHIR resource, as `Observation/abc`; null for a row of a table.
          resource: ?string,
          # The date, as recorded.
          date: string,
          # What the row says, in the words of the roster.
          words: string
        )

        # Who a patient is.
        type PersonReport (
          # Medical record number.
          mrn: string,
          # Family name.
          familyName: string,
          # Given name.
          givenName: string,
          # Date of birth, as far as known.
          birthDate: ?string,
          # Sex as recorded.
          sex: string,
          # Clinic.
          clinic: string,
          # Clinician.
          clinician: string,
          # The line on which the patient's row or resource begins.
          row: int
        )

        # The classification of the CNS disease: shown, never used to hide.
        type ClassificationReport (
          # `leptomeningeal`, `oligometastatic`, `multifocal` or `unknown`; null without CNS disease.
          extent: ?string,
          # `parenchymal`, `leptomeningeal` or `combined`.
          anatomy: ?string,
          # Whether the latest finding is larger than the limit (3 cm).
          large: bool,
          # `cerebellum` or `brainstem`.
          criticalSite: ?string,
          # `responsive`, `progressive` or `unknown`.
          response: ?string,
          # `symptomatic` or `asymptomatic`.
          presentation: string,
          # Young when the patient became metastatic; null where unknown.
          young: ?bool,
          # Lung or liver metastasis.
          visceral: bool,
          # ER and PR negative; null where unknown.
          hormoneReceptorNegative: ?bool,
          # Whether enough risk factors hold.
          highRisk: bool,
          # Whether the patient is in the time in which CNS disease most often appears.
          inPeak: ?bool,
          # Whether none of the running HER2-directed drugs is CNS-active.
          onlyAgentsNotCNSActive: ?bool,
          # Whether the number of lesions is favourable.
          favourableNumber: ?bool,
          # Karnofsky performance status.
          kps: ?int,
          # Breast-GPA, its least value in tenths of a point.
          gpaLowTenths: ?int,
          # Breast-GPA, its greatest value in tenths of a point.
          gpaHighTenths: ?int,
          # What the score lacks.
          gpaMissing: []string
        )

        # A row of a patient's history.
        type TimelineEntry (
          # `counted`, `future` or `appointment`.
          kind: string,
          # The row.
          fact: FactReport
        )

        # Something odd in a patient's record.
        type RemarkReport (
          # `future-dated`, `after-death`, `discordant-her2`, `ends-nothing`, `repeated-row` or `rejected-rows`.
          kind: string,
          # What it means.
          meaning: string,
          # The row, where there is one.
          fact: ?FactReport
        )

        # Why a rule asks for an item.
        type ProposalReport (
          # The rule.
          rule: string,
          # How quickly.
          urgency: string,
          # Where the figures come from.
          source: string,
          # `guideline`, `trial` or `local`.
          grade: string,
          # The row it is reckoned from; null for the day itself.
          anchor: ?FactReport,
          # The row that the anchor follows.
          following: ?FactReport,
          # The clinician's own interval.
          ownInterval: ?FactReport,
          # How each date was computed.
          arithmetic: []string
        )

        # Why an item is owed when it is.
        type ItemExplanationReport (
          # The item.
          item: ItemReport,
          # How several rules were put together.
          merging: ?string,
          # The rules, the leading one first.
          proposals: []ProposalReport,
          # What holds it back, by whom, until when; or why nothing does although something was laid on it.
          hold: ?string
        )

        # Why a rule asks for nothing.
        type NotOwedReport (
          # The item.
          item: string,
          # The rule.
          rule: string,
          # The nearest condition that fails.
          reason: string,
          # Whether the rule is about this patient's situation.
          near: bool,
          # The row that was answered.
          answered: ?FactReport,
          # The row that answered it.
          answeredBy: ?FactReport
        )

        # What would change the plan if it were recorded on its day.
        type HypothesisReport (
          # The row, in the words of the roster.
          words: string,
          # What would be different.
          changes: []string
        )

        # A partial date on which the plan depends: it asks for the day.
        type VagueDateReport (
          # The row.
          fact: FactReport,
          # What would be different on the first day it may mean.
          ifFirst: []string,
          # What would be different on the last.
          ifLast: []string
        )

        # How many of a kind there are.
        type WordCount (
          # The kind.
          word: string,
          # How many.
          count: int
        )

        # A fault of the roster, or of the words of an event.
        type FaultReport (
          # The file; `event` for the words of a call.
          file: string,
          # The line; which of a call's events, counted from 1.
          row: ?int,
          # The column.
          column: ?string,
          # What is wrong.
          reason: string,
          # What to do.
          remedy: string
        )

        # Something that a record of the roster leaves open, so that a person must say.
        type QuestionReport (
          # The patient's record number.
          mrn: string,
          # What is open, as a word.
          kind: string,
          # The date of the record; null where it has none.
          date: ?string,
          # The file.
          file: string,
          # The line on which the record begins.
          row: int,
          # The FHIR resource, as `Observation/abc`.
          resource: ?string,
          # What is open, in one clause.
          reason: string,
          # How to answer.
          remedy: string
        )

        # The roster in force.
        type RosterStatus (
          # Where it is read from.
          folder: string,
          # When it was taken, in seconds since 1970; null where none ever was.
          loadedAt: ?int,
          # Patients.
          patients: int,
          # Events.
          events: int,
          # Rows set aside.
          rejectedRows: int,
          # Questions that its records leave open; null from a service that knows none.
          questions: ?int,
          # Patients missing from the export.
          absent: int,
          # Whether it is older than the limit.
          stale: bool,
          # When a newer one was last refused, if none was taken since.
          refusedAt: ?int,
          # Why it was refused.
          refusal: []string
        )

        # What a user laid on an item or a patient for a time, and where it stands on the day.
        type LeaseReport (
          # The number of the act that laid it.
          act: int,
          # `ack`, `snooze`, `decline`, `defer` or `close`.
          kind: string,
          # The item; null for what is laid on the patient.
          item: ?string,
          # The user who laid it.
          who: string,
          # The user who confirmed it.
          second: ?string,
          # The day on which it was laid.
          since: string,
          # The last day on which it is to hold.
          until: string,
          # Why; may be empty.
          reason: string,
          # `in-force`, `emergency`, `more-urgent`, `another-occasion`, `wants-second`, `over` or `item-vanished`.
          standing: string
        )

        # What a user did.
        type ActReport (
          # Its number, by which it is undone.
          act: int,
          # When, in seconds since 1970.
          at: int,
          # The day at the clinic.
          day: string,
          # The user who did it.
          who: string,
          # `record`, `ack`, `snooze`, `decline`, `defer`, `close`, `second` or `undo`.
          verb: string,
          # The item it is about; null where it is about none in particular.
          item: ?string,
          # What was done, in words.
          words: string,
          # The act that undid it.
          undoneBy: ?int,
          # Of a recorded event `counted`, `merged` or `contradicted`: what the export says of it.
          standing: ?string,
          # The line of the export's record that it merged with or that contradicts it.
          row: ?int,
          # The file in which that record stands.
          file: ?string,
          # The FHIR resource that it is, as `Observation/abc`; null for a row of a table.
          resource: ?string
        )

        # A time at which people were told of an item.
        type ToldReport (
          # The item.
          item: string,
          # At what stage of the item, such as `overdue`.
          stage: string,
          # When it was due.
          due: string,
          # Why it was told then.
          reason: string,
          # When, in seconds since 1970.
          at: int
        )

        # An event in the words of `events.csv`.
        type EventMessage (
          # The column `event`.
          event: string,
          # The column `date`: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; the service's day by default.
          date: ?string,
          # The column `detail`.
          detail: ?string,
          # The column `result`.
          result: ?string,
          # The column `site`.
          site: ?string,
          # The column `count`.
          count: ?string,
          # The column `size_mm`.
          sizeMm: ?string,
          # The column `value`.
          value: ?string,
          # The column `note`.
          note: ?string
        )

        # A row of the audit trail: one read of a patient, or one act.
        type AuditEntryReport (
          # Its number; the first is 1, and none is left out.
          number: int,
          # When, in seconds since 1970.
          at: int,
          # The user id of the process that called.
          uid: int,
          # The user's name then.
          user: string,
          # What was done, such as `show` or `snooze`.
          verb: string,
          # Medical record number; null where it concerns none.
          patient: ?string,
          # The item; null where it concerns none.
          item: ?string,
          # What was asked or done, in words; may be empty.
          detail: string,
          # What stood before an act.
          before: ?string,
          # What stands after it.
          after: ?string,
          # Why, as the user said.
          reason: ?string,
          # The number of the act.
          action: ?int,
          # The hash of the row before it, in hexadecimal digits.
          previous: string,
          # The hash of this row and so of all before it, in hexadecimal digits.
          hash: string
        )

        # A message to a receiver: what it is of, and how far it came.
        type MessageReport (
          # Its number.
          number: int,
          # When it was made, in seconds since 1970.
          at: int,
          # Whom it is for, by the name in the configuration.
          receiver: string,
          # `news`, `digest`, `escalation`, `catch-up`, `silence`, `service` or `drill`.
          kind: string,
          # `critical`, `error`, `warning`, `notice` or `info`.
          priority: string,
          # How many items it tells of.
          items: int,
          # What it says, where it tells of no item.
          line: ?string,
          # `waiting`, `accepted` or `dead`.
          state: string,
          # How often it was handed to the channel.
          attempts: int,
          # When it is handed over next, in seconds since 1970; null where it will not be.
          nextAttempt: ?int,
          # What the channel said last.
          reason: ?string,
          # When it was accepted or given up, in seconds since 1970.
          settledAt: ?int
        )

        # A silence: what is told only when its time is over, by whom, why. Emergencies pass.
        type SilenceReport (
          # Its number, by which it is ended.
          silence: int,
          # When it was laid, in seconds since 1970.
          at: int,
          # The user who laid it.
          who: string,
          # Only these clinics; of any where empty.
          clinics: []string,
          # Only these clinicians; of any where empty.
          clinicians: []string,
          # Only these urgencies; any where empty.
          urgencies: []string,
          # Only these items; any where empty.
          items: []string,
          # The last day on which it holds.
          until: string,
          # Why.
          reason: string
        )

        # What a receiver is to be told next, if nothing is done.
        type TellingReport (
          # When, in seconds since 1970.
          at: int,
          # Who, by the name in the configuration.
          receiver: string,
          # How many items.
          items: int,
          # The most urgent of their urgencies.
          worst: string,
          # Why not at once; null where nothing delays it.
          delay: ?string
        )

        # How many items turn on a day, if nothing is done.
        type TurnReport (
          # The day.
          date: string,
          # How many have their window open.
          opening: int,
          # How many fall due.
          due: int,
          # How many go overdue.
          overdue: int
        )

        # Whom a route would tell of an item, at one step, and why; or why not.
        type RouteTestReport (
          # The item.
          item: string,
          # The route, by the name in the configuration.
          route: string,
          # The receiver, by the name in the configuration.
          receiver: string,
          # The step of the ladder, such as `news` or `step-2`.
          step: string,
          # When, as `YYYY-MM-DD HH:MM` at the clinic.
          at: string,
          # Whether the receiver would be told.
          matches: bool,
          # Why, or why not.
          why: string
        )

        # Why a receiver was told of an item at a step, or is yet to be, or is not.
        type SentReport (
          # The receiver, by the name in the configuration.
          receiver: string,
          # The route, by the name in the configuration.
          route: string,
          # The item.
          item: string,
          # The stage of the item or the step of the ladder, such as `overdue` or `step-2`.
          step: string,
          # When the item was due.
          due: string,
          # Why it was to be told.
          why: string,
          # Why not at once; null where nothing delays it.
          delay: ?string,
          # Not before this, in seconds since 1970.
          notBefore: int,
          # The number of the message that tells it; null where there is none yet.
          message: ?int,
          # How far that message came: `waiting`, `accepted` or `dead`.
          messageState: ?string,
          # Why it is not told; null where it is.
          settled: ?string
        )

        # A patient on the list of all patients.
        type PatientRow (
          # Medical record number.
          mrn: string,
          # The name under which logs speak of the patient.
          pseudonym: string,
          # Family name; empty where not recorded.
          familyName: string,
          # Given name; empty where not recorded.
          givenName: string,
          # Date of birth, as far as it is known.
          birthDate: ?string,
          # Clinic; empty where not recorded.
          clinic: string,
          # The patient's phase.
          phase: string,
          # Whether rows of the patient were set aside.
          incomplete: bool,
          # Since when the patient is missing from the export.
          absentSince: ?string
        )

        # What is needed of one item in one week at one clinic.
        type ForecastRow (
          # The Monday of the week; null for what was due before the first week and has no appointment.
          week: ?string,
          # What is to be done.
          item: string,
          # The clinic; empty where none is recorded.
          clinic: string,
          # Owed, with an appointment in this week.
          booked: int,
          # Owed, due in this week, without an appointment.
          unbooked: int,
          # What follows if all that is owed is done on its day and finds nothing new.
          projected: int
        )

        # An occasion on which something was owed, and whether it was done in its window.
        type OccasionReport (
          # Medical record number.
          mrn: string,
          # Clinic; empty where not recorded.
          clinic: string,
          # What was owed.
          item: string,
          # The rule that led.
          rule: string,
          # How quickly it was owed.
          urgency: string,
          # First day of its window.
          earliest: string,
          # When it should have been done.
          due: string,
          # Last day of its window.
          latest: string,
          # When it was done.
          done: ?string,
          # `inside`, `late`, `missed`, `overdue`, or `early`: done before its window opened.
          outcome: string,
          # Days past the latest date; 0 where it was not late, or missed.
          daysLate: int
        )

        # A rule of the protocol in force.
        type RuleReport (
          # Its name.
          rule: string,
          # What it asks for.
          items: []string,
          # Whether it is on.
          enabled: bool,
          # The interval from what it is reckoned from to the due date; empty where it has none.
          due: string,
          # The intervals from one time to the next; empty where there are none.
          repeats: string,
          # How long before the due date its window opens.
          early: string,
          # How long after the due date it is overdue.
          late: string,
          # Its other numbers, in words; may be empty.
          condition: string,
          # How quickly.
          urgency: string,
          # `guideline`, `trial` or `local`.
          grade: string,
          # Where the figures come from.
          source: string
        )

        # The work-list, most urgent first: by default what is due-soon, due or overdue.
        # Where next is not null there are more rows: call again with after.
        method Due(
          asOf: ?string,
          within: ?string,
          statuses: ?[]string,
          clinic: ?string,
          item: ?string,
          mrn: ?string,
          unbooked: ?bool,
          mine: ?bool,
          owner: ?string,
          all: ?bool,
          limit: ?int,
          after: ?string
        ) -> (
          schemaVersion: int,
          asOf: string,
          protocol: ProtocolReference,
          notices: []Notice,
          total: int,
          rows: []DueRow,
          next: ?string
        )

        # The work-list for another system: by pseudonyms, unless record numbers and names are asked for. The format is
        # noted in the audit trail. Where next is not null there are more rows: call again with after.
        method Export(
          format: string,
          names: ?bool,
          remarks: ?bool,
          asOf: ?string,
          within: ?string,
          statuses: ?[]string,
          clinic: ?string,
          item: ?string,
          mrn: ?string,
          unbooked: ?bool,
          mine: ?bool,
          owner: ?string,
          all: ?bool,
          limit: ?int,
          after: ?string
        ) -> (
          asOf: string,
          protocol: ProtocolReference,
          notices: []Notice,
          total: int,
          rows: []ExportRow,
          next: ?string
        )

        # What the service counts, as OpenMetrics text; no patient can be told from it.
        method Metrics() -> (
          text: string
        )

        # Who a patient is, where the patient stands, and what is owed.
        method Show(
          patient: string,
          asOf: ?string,
          item: ?string
        ) -> (
          asOf: string,
          person: PersonReport,
          pseudonym: ?string,
          phase: string,
          phaseMeaning: string,
          incomplete: bool,
          absentSince: ?string,
          classification: ClassificationReport,
          items: []ItemReport,
          leases: []LeaseReport,
          acts: []ActReport,
          timeline: []TimelineEntry,
          remarks: []RemarkReport,
          questions: ?[]QuestionReport,
          notices: []Notice
        )

        # Why a patient is owed what and when: rules, rows, arithmetic, what would change it.
        method Explain(
          patient: string,
          asOf: ?string,
          item: ?string
        ) -> (
          asOf: string,
          protocol: ProtocolReference,
          person: PersonReport,
          phase: string,
          phaseMeaning: string,
          phaseFact: ?FactReport,
          incomplete: bool,
          items: []ItemExplanationReport,
          notOwed: []NotOwedReport,
          hypotheses: []HypothesisReport,
          vagueDates: []VagueDateReport,
          remarks: []RemarkReport,
          classification: ClassificationReport,
          leases: []LeaseReport,
          told: []ToldReport,
          sent: []SentReport,
          questions: ?[]QuestionReport,
          notices: []Notice
        )

        # Where all patients stand; the phases sum to the total.
        method Census(
          asOf: ?string
        ) -> (
          asOf: string,
          total: int,
          phases: []WordCount,
          statuses: []WordCount,
          urgencies: []WordCount,
          incomplete: int,
          absent: int,
          notices: []Notice
        )

        # All patients, those absent from the export and those who are owed nothing included; or those with each word of
        # text in their record number or name, whatever case and accents, or as their pseudonym.
        # Where next is not null there are more: call again with after.
        method Patients(
          text: ?string,
          limit: ?int,
          after: ?int
        ) -> (
          patients: []PatientRow,
          total: int,
          next: ?int,
          notices: []Notice
        )

        # What will be needed, week by week: owed and booked, owed and not booked, and what follows if
        # what is owed is done on its day and finds nothing new. Every owed item is counted once.
        # It may take a while: with 'more' it says how far it has come, with done of so many patients and no rows yet,
        # before the answer.
        method Forecast(
          asOf: ?string,
          weeks: ?int,
          clinic: ?string,
          item: ?string
        ) -> (
          asOf: string,
          protocol: ProtocolReference,
          firstWeek: string,
          weeks: int,
          rows: []ForecastRow,
          later: int,
          patients: int,
          done: ?int,
          notices: []Notice
        )

        # How what was owed in the past was kept, found by planning again with what was dated earlier.
        # Where next is not null there are more patients: call again with after.
        method Adherence(
          asOf: ?string,
          since: ?string,
          clinic: ?string,
          item: ?string,
          limit: ?int,
          after: ?int
        ) -> (
          asOf: string,
          since: string,
          protocol: ProtocolReference,
          occasions: []OccasionReport,
          undated: int,
          patients: int,
          done: int,
          next: ?int,
          notices: []Notice
        )

        # The protocol in force, rule by rule.
        method Protocol() -> (
          protocol: ProtocolReference,
          effective: string,
          rules: []RuleReport
        )

        # How the service is.
        method Status() -> (
          version: string,
          pid: int,
          startedAt: int,
          asOf: string,
          timeZone: string,
          protocol: ProtocolReference,
          roster: RosterStatus,
          evaluatedAt: ?int,
          evaluatedPatients: int,
          nextWake: ?int,
          connections: int,
          alertsPending: int,
          alertsToday: int,
          notices: []Notice
        )

        # The faults of the roster in force.
        method RosterFaults() -> (
          total: int,
          faults: []FaultReport
        )

        # What the records of the roster in force leave open, by patient.
        method Questions(
          # Only those of this patient: a record number or a pseudonym; null for all.
          patient: ?string,
          # At most so many; null for a thousand.
          limit: ?int
        ) -> (
          total: int,
          questions: []QuestionReport,
          notices: []Notice
        )

        # Reads the roster again. Only operators may. With 'more' it says how far it has come: outcome is reading, then
        # evaluating, with done of so many patients, before the answer.
        method Reload() -> (
          outcome: string,
          patients: int,
          changed: int,
          vanished: int,
          returned: int,
          rejectedRows: int,
          reasons: []string,
          done: ?int
        )

        # The work-list as it is, then as it changes.
        # [Requires 'more' flag]
        method Watch(
          asOf: ?string,
          within: ?string,
          statuses: ?[]string,
          clinic: ?string,
          item: ?string,
          mrn: ?string,
          unbooked: ?bool,
          mine: ?bool,
          owner: ?string,
          all: ?bool,
          limit: ?int,
          after: ?string
        ) -> (
          kind: string,
          asOf: string,
          rows: []DueRow,
          notices: []Notice
        )

        # Records an event beside those of the export, or with dryRun says what would change. Only
        # operators may.
        method Record(
          patient: string,
          event: EventMessage,
          dryRun: ?bool
        ) -> (
          act: ?int,
          item: ?string,
          mrn: string,
          person: ?string,
          until: ?string,
          changes: []string,
          wantsSecond: ?string,
          standing: ?string,
          row: ?int,
          file: ?string,
          resource: ?string,
          warnings: []string,
          notices: []Notice
        )

        # What would be different if these events were recorded; nothing is.
        method WhatIf(
          patient: string,
          events: []EventMessage,
          asOf: ?string
        ) -> (
          changes: []string,
          asOf: string
        )

        # Lays something on an item or the patient for a time, or confirms what a colleague laid. Only
        # operators may.
        method Lease(
          patient: string,
          kind: string,
          item: ?string,
          until: ?string,
          reason: ?string,
          second: ?bool,
          dryRun: ?bool
        ) -> (
          act: ?int,
          item: ?string,
          mrn: string,
          person: ?string,
          until: ?string,
          changes: []string,
          wantsSecond: ?string,
          standing: ?string,
          row: ?int,
          file: ?string,
          resource: ?string,
          warnings: []string,
          notices: []Notice
        )

        # Undoes an act; it stays in the record as undone. Only operators may.
        method Undo(
          act: int,
          reason: string,
          dryRun: ?bool
        ) -> (
          act: ?int,
          item: ?string,
          mrn: string,
          person: ?string,
          until: ?string,
          changes: []string,
          wantsSecond: ?string,
          standing: ?string,
          row: ?int,
          file: ?string,
          resource: ?string,
          warnings: []string,
          notices: []Notice
        )

        # Who read and did what, oldest first. Where next is not null there are more rows: call again with
        # after.
        method Audit(
          patient: ?string,
          user: ?string,
          since: ?string,
          after: ?int,
          limit: ?int
        ) -> (
          entries: []AuditEntryReport,
          headNumber: int,
          headHash: string,
          next: ?int
        )

        # The messages to receivers, the latest first, and how many dispatches wait for one. With failed only what a
        # channel did not take: given up, or to be tried again.
        method Alerts(
          failed: ?bool,
          limit: ?int
        ) -> (
          messages: []MessageReport,
          waiting: int,
          notices: []Notice
        )

        # What is to be told next, to whom and when, and how many items turn on which day, if nothing is done.
        method Next(
          days: ?int
        ) -> (
          tellings: []TellingReport,
          turns: []TurnReport,
          notices: []Notice
        )

        # Who would be told of a patient's items, when and why; nobody is. At is `YYYY-MM-DD HH:MM` or a day.
        method RouteTest(
          patient: string,
          at: ?string
        ) -> (
          asOf: string,
          rows: []RouteTestReport,
          notices: []Notice
        )

        # Sends the receivers of a route a marked test message. Only operators may.
        method Drill(
          route: string
        ) -> (
          messages: []int
        )

        # Has what matches told only when the time is over; emergencies pass. Until is a day, or an interval from
        # today; what is left out narrows nothing. Only operators may.
        method Silence(
          clinics: ?[]string,
          clinicians: ?[]string,
          urgencies: ?[]string,
          items: ?[]string,
          until: string,
          reason: string
        ) -> (
          silence: int,
          until: string
        )

        # Ends a silence before its last day. Only operators may.
        method EndSilence(
          silence: int
        ) -> ()

        # The silences that hold.
        method Silences() -> (
          silences: []SilenceReport
        )

        # No patient has this record number or pseudonym.
        error PatientNotFound ()

        # No roster was ever taken; the status says why.
        error RosterNotLoaded ()

        # The store cannot be read or written; the journal says why.
        error StoreFailed (reason: string)

        # This may not be done: what is wrong, and what to do.
        error ActRefused (kind: string, problem: string, remedy: string)

        # These words make no event: every fault of them.
        error EventRefused (faults: []FaultReport)

        # No act has this number.
        error ActNotFound ()

        # No route has this name: the names there are.
        error RouteNotFound (routes: []string)

        # No silence that holds has this number.
        error SilenceNotFound ()

        """
}
