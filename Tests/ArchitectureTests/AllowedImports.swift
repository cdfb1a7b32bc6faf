/// What each target may import, and why. Anything else needs a reason here first.
enum AllowedImports {
    /// The target, the modules it may import, and the reason for each.
    static let table: [String: [String: String]] = [
        // The clinical rooms: no clock, no file, no C library, so that a plan is a function of its arguments.
        "CivilCalendar": [:],
        "ClinicalModel": [
            "CivilCalendar": "every row has a date",
            "Synchronization": "the names of drugs are interned, once for the process",
        ],
        "Surveillance": [
            "CivilCalendar": "due dates are computed",
            "ClinicalModel": "rules read the facts of a history",
        ],

        // What staff do: as pure.
        "StaffWork": [
            "CivilCalendar": "leases end on days",
            "ClinicalModel": "recorded events are those of a history",
            "RosterModel": "an act that the export contradicts is answered with the file and line of the contradiction",
            "Surveillance": "what an act changes is the difference between two plans",
        ],

        // Who did and saw what: pure, since the service keeps the trail and the command verifies it.
        "CNettle": [:],
        "SecureHash": ["CNettle": "SHA-256 and HMAC are the distribution's"],
        "AuditTrail": ["SecureHash": "each entry holds the digest of the one before"],

        // The texts of others, as people see them.
        "SafeText": [:],

        // When people may be told: pure, and imported by no clinical room, so that no clinical date depends on it.
        "ContactTime": ["CivilCalendar": "working days, quiet hours and holidays are about days"],

        // What is counted, as text; and files that others read while they are written.
        "Metrics": [:],
        "CFileSystem": [:],
        "AtomicFiles": [
            "CFileSystem": "folders change places in one step, and thousands of files are kept by one call",
            "Glibc": "files are written and renamed",
        ],

        // Work on all processors, on threads that do not outlast it: the library's queues would wake a service that sleeps.
        "ParallelMap": ["Glibc": "threads and locks"],

        // What was probably meant by a word that is not known: pure, and of no language.
        "Spelling": [:],

        // All patients of a clinic in memory: what both readers make, and the store and the service take.
        "RosterModel": [
            "CivilCalendar": "every event has a date",
            "ClinicalModel": "a roster is made of patients and their events",
            "Glibc": "the files of a roster are opened, and watched for change while they are read, in one way",
            "Spelling": "an unknown word is a fault that names the word nearest to it",
        ],

        // Files in.
        "LocatedTOML": [
            "CivilCalendar": "intervals and dates are values of a configuration",
            "Glibc": "files are opened and checked to be regular ones",
            "Spelling": "an unknown key is a fault that names the key nearest to it",
        ],
        "ProtocolReading": [
            "CivilCalendar": "intervals and the day a protocol takes effect",
            "ClinicalModel": "the names of items",
            "Glibc": "protocol files are found on disk",
            "LocatedTOML": "a fault names the line of its value",
            "Surveillance": "the protocol is what is read",
        ],
        "CSVReading": [
            "CivilCalendar": "dates of rows, and the forms that a site gives them; a row is found by halving",
            "ClinicalModel": "rows become patients and events",
            "Glibc": "the end of a line is looked for by memchr",
            "LocatedTOML": "a mapping of a site's own files names its faults by line",
            "ParallelMap": "the pieces of a file are read on all processors",
            "RosterModel": "what is read is a roster with faults",
            "Spelling": "a column that a site's file does not have is a fault that names the column nearest to it",
            "Synchronization": "what earlier pieces made known is read by other threads",
        ],
        "FHIRReading": [
            "CivilCalendar": "dates of resources",
            "ClinicalModel": "resources become events",
            "Glibc": "folders are listed, and lines are found in blocks",
            "JSONText": "resources are JSON",
            "LocatedTOML": "code tables are files whose faults have lines",
            "RosterModel": "what is read is a roster with faults and questions",
        ],
        "RosterFolders": [
            "CSVReading": "a folder of tables is read by its reader",
            "ClinicalModel": "how many resources a folder has is said in words",
            "FHIRReading": "a folder of FHIR is read by its reader",
            "Glibc": "folders are listed",
            "LocatedTOML": "what is wrong with code tables is said by line",
            "RosterModel": "either gives the same reading, and refuses in the same words",
        ],
        "SyntheticRoster": [
            "CivilCalendar": "dates of invented histories",
            "ClinicalModel": "the vocabulary of invented histories",
            "Glibc": "rosters are written without holding them in memory",
        ],

        // The wire.
        "JSONText": [:],
        "Varlink": [
            "Glibc": "Unix sockets",
            "JSONText": "messages are JSON",
        ],
        "ControlInterface": ["JSONText": "messages are written and read as JSON"],
        "GenerateMessages": [
            "Foundation": "a tool of the build, part of no program, reads and writes files",
            "Varlink": "the messages are generated from the parsed interface",
        ],
        "HTMLReport": [
            "CivilCalendar": "days have a place in a drawing",
            "ControlInterface": "what the service answers is what is shown",
            "SafeText": "names and notes become HTML",
            "SecureHash": "a page's policy names its style and script by their hashes",
        ],
        "WireMapping": [
            "CivilCalendar": "dates become text",
            "ClinicalModel": "rows and items become words",
            "ControlInterface": "the messages are what is made",
            "RosterModel": "an event is shown with the file and line it stands on",
            "StaffWork": "acts and leases become words",
            "Surveillance": "plans and explanations are what they are made of",
        ],

        // Formats out: pure, so that what leaves is a function of what the service answered.
        "Exports": [
            "CivilCalendar": "the days of a calendar",
            "ContactTime": "a calendar that stands there is read line by line, as those of holidays are",
            "ControlInterface": "its messages are what becomes a document",
            "JSONText": "FHIR is written as JSON",
            "SecureHash": "identifiers that are the same in every export",
        ],

        // What people see and type.
        "Terminal": [
            "Glibc": "the terminal's modes and size, signals, what the environment says of colours",
            "SafeText": "no name may move a cursor",
        ],

        // The service.
        "CSystemd": [:],
        "Systemd": [
            "CSystemd": "libsystemd, and the kernel interfaces that Glibc's module leaves out",
            "Glibc": "descriptors, signals, errno",
            "Synchronization": "the mailbox is filled from other threads",
        ],
        "WatchStore": [
            "Alerting": "what was decided to be told is kept in the transaction that decided it",
            "AuditTrail": "the audit file keeps its entries",
            "CivilCalendar": "dates are stored",
            "ClinicalModel": "follow-ups name items",
            "ContactTime": "what is told waits for a civil moment",
            "Foundation": "GRDB's own interface speaks of Data and Date",
            "GRDB": "the store is SQLite",
            "Glibc": "whether a file is still the one that was opened, and who may open it",
            "RosterModel": "stored events are read back by the roster's own vocabulary",
            "SecureHash": "the digests of entries are stored as bytes",
            "StaffWork": "acts are kept, and the leases that stand",
            "Surveillance": "follow-ups come from plans",
        ],
        "Alerting": [
            "CivilCalendar": "what is told depends on the day",
            "ClinicalModel": "what is told concerns items",
            "ContactTime": "routes have digests, quiet hours and working days",
            "SecureHash": "the stored fingerprint of the routes is a digest",
            "StaffWork": "leases hold back what is told",
            "Surveillance": "what is told comes from plans",
        ],
        "CCurl": [:],
        "Delivery": [
            "CCurl": "libcurl speaks SMTP and HTTP, with and without TLS",
            "Glibc": "a broken connection must not end the process",
            "JSONText": "webhooks and alerts are JSON",
            "SafeText": "values become HTML",
            "SecureHash": "webhooks are signed",
        ],
        // It writes the store, and knows neither the socket nor its interface: requests and outcomes are values.
        "Service": [
            "Alerting": "it decides what is sent to whom",
            "CivilCalendar": "plans are made for a day",
            "ClinicalModel": "patients and their records are what is planned",
            "ContactTime": "moments at the clinic, working days and quiet hours",
            "Delivery": "the stored outbox becomes messages, and their outcomes are recorded",
            "CSVReading": "its settings hold the mapping of a site's own files",
            "FHIRReading": "its settings name the folder of code tables",
            "Glibc": "the clock, the time zone, and when a file was changed",
            "LocatedTOML": "a refused protocol says which of its lines are wrong",
            "ParallelMap": "patients are compared and evaluated on all processors",
            "ProtocolReading": "it reads the protocol again when asked to reload",
            "RosterFolders": "it reads rosters of either kind",
            "RosterModel": "a roster, its faults and questions are what it takes",
            "SecureHash": "pseudonyms are keyed digests of record numbers",
            "StaffWork": "acts of staff are judged and stored",
            "Surveillance": "plans follow from a protocol",
            "Synchronization": "what a job gives crosses from the writer's thread to the loop's",
            "Systemd": "the journal, and a thread that reports to the loop",
            "WatchStore": "the store is its to write",
        ],
        // It answers, and has no way to change the store: it opens views of it.
        "ControlService": [
            "Alerting": "who would be notified of an item is answered by the routes themselves",
            "AtomicFiles": "the head of the audit trail is noted whole or not at all",
            "AuditTrail": "every read of a patient and every act is noted",
            "CivilCalendar": "work-lists are of a day",
            "ClinicalModel": "patients and items are what is asked for",
            "ContactTime": "a route is tried out at a moment at the clinic",
            "ControlInterface": "requests are read and answers written as its messages",
            "Glibc": "users and groups of callers, the service's process number",
            "JSONText": "the parameters of calls and errors are JSON",
            "LocatedTOML": "the name of an unknown clinic is quoted as values of a configuration are",
            "Metrics": "counts for a collector are one of the answers",
            "ProtocolReading": "the protocol in force is shown rule by rule",
            "WireMapping": "plans and explanations become messages",
            "RosterModel": "the words of a typed event become an event",
            "SecureHash": "entries of the audit trail name their digests",
            "Service": "what changes anything is asked of the writer",
            "Spelling": "an unknown clinic is answered with the nearest one there is",
            "StaffWork": "callers act as persons of the staff",
            "Surveillance": "explanations, forecasts and adherence are worked out when they are asked for",
            "Systemd": "the socket is served by the loop, long queries by threads",
            "Varlink": "it serves the socket",
            "WatchStore": "answers are read from the store",
        ],
        "DaemonRuntime": [
            "Alerting": "routes are read from the configuration",
            "AtomicFiles": "the heartbeat, the metrics and the report are written whole or not at all",
            "CivilCalendar": "holidays of the configuration are days",
            "ClinicalModel": "routes of the configuration name items; counts are put into words",
            "ContactTime": "digests, quiet hours and holidays are read from the configuration",
            "ControlInterface": "the scheduled report is made of the answers' messages",
            "ControlService": "it answers on the socket",
            "Delivery": "its channels carry the messages, each on a thread of its own",
            "Glibc": "the state folder, credentials, file modes",
            "LocatedTOML": "the configuration file names its faults by line",
            "Metrics": "the metrics file is text for a collector",
            "ProtocolReading": "the protocol is read before anything else",
            "HTMLReport": "the scheduled report",
            "CSVReading": "a mapping of a site's own files is part of the configuration",
            "RosterFolders": "which files of a folder belong to a roster",
            "Service": "its writer does what the loop asks for",
            "StaffWork": "the limits of leases are read from the configuration",
            "Surveillance": "the configuration says whom to call by urgency",
            "Systemd": "the loop, the manager, the journal, the lock",
            "Varlink": "the socket is bound, or taken over from systemd",
            "WatchStore": "the store is opened, for the writer and for those who read",
        ],

        // The programs.
        "cnswatchd": [
            "ArgumentParser": "its command line",
            "ControlInterface": "its version",
            "DaemonRuntime": "all it does",
            "LocatedTOML": "a refused configuration has its own exit code",
            "Systemd": "the journal is told why it does not start",
        ],
        "cnswatch": [
            "ArgumentParser": "its command line",
            "AtomicFiles": "invented rosters, reports and exports are written whole or not at all",
            "AuditTrail": "it verifies the audit trail itself, rather than take the service's word for it",
            "CivilCalendar": "dates on the command line",
            "ClinicalModel": "offline verbs evaluate rosters",
            "ControlInterface": "what it asks the service",
            "CSVReading": "a site's own files are read by a mapping, and FHIR is converted to tables",
            "FHIRReading": "a refused code table says which of its lines are wrong",
            "Glibc": "terminals, exit codes, broken pipes",
            "JSONText": "JSON output",
            "LocatedTOML": "a refused mapping says which of its lines are wrong",
            "ParallelMap": "plans are made on all processors",
            "ProtocolReading": "offline verbs read protocol files",
            "HTMLReport": "the report is made from what the service answers",
            "WireMapping": "offline and online verbs print the same",
            "RosterFolders": "offline verbs read rosters of either kind",
            "RosterModel": "what is wrong with a roster is printed, and typed events have its words",
            "SecureHash": "the hashes of the audit trail are read",
            "Exports": "exports, and the fields of CSV",
            "Surveillance": "offline verbs plan",
            "SyntheticRoster": "it invents rosters for trying out",
            "Terminal": "tables and colours, and the work-list on a whole screen",
            "Varlink": "it calls the service",
        ],
    ]

    /// What must never reach the command, directly or by way of another target, and why.
    static let forbiddenToTheCommand = [
        "GRDB": "the command asks the service and never opens its store",
        "WatchStore": "the command asks the service and never opens its store",
        "Foundation": "loading it costs more than the command's whole answer",
        "CCurl": "the command tells nobody",
        "CSystemd": "the command runs where no systemd is",
        "Delivery": "the command tells nobody",
        "Systemd": "the command runs where no systemd is",
        "ControlService": "the command is not the service",
        "DaemonRuntime": "the command is not the service",
        "Service": "the command is not the service",
    ]
}
