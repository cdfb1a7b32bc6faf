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
          daysLate: int
        )

        # A row of the roster that something rests on.
        type FactReport (
          # The file, `events.csv`.
          file: string,
          # The line on which the row begins; 0 for what is only supposed.
          row: int,
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
          # The line of `patients.csv`.
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
          proposals: []ProposalReport
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

        # A fault of the roster.
        type FaultReport (
          # The file.
          file: string,
          # The line.
          row: ?int,
          # The column.
          column: ?string,
          # What is wrong.
          reason: string,
          # What to do.
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
          # Patients missing from the export.
          absent: int,
          # Whether it is older than the limit.
          stale: bool,
          # When a newer one was last refused, if none was taken since.
          refusedAt: ?int,
          # Why it was refused.
          refusal: []string
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
          timeline: []TimelineEntry,
          remarks: []RemarkReport,
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

        # Reads the roster again. Only operators may.
        method Reload() -> (
          outcome: string,
          patients: int,
          changed: int,
          vanished: int,
          returned: int,
          rejectedRows: int,
          reasons: []string
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
          all: ?bool,
          limit: ?int,
          after: ?string
        ) -> (
          kind: string,
          asOf: string,
          rows: []DueRow,
          notices: []Notice
        )

        # No patient has this record number or pseudonym.
        error PatientNotFound ()

        # No roster was ever taken; the status says why.
        error RosterNotLoaded ()

        # The store cannot be read or written; the journal says why.
        error StoreFailed (reason: string)

        """
}
