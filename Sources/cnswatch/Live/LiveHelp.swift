/// The keys of the live work-list, on a screen of 24 lines.
enum LiveHelp {
    static let lines = [
        "j, k, arrows     one row down, up", "PgDn, PgUp       a screen down, up (space: down)",
        "g, G             first, last row", "Enter, o         open the patient: what is owed, course, history",
        "e                explain the item: rule, rows, arithmetic", "b                book an appointment",
        "r                record what happened", "s                snooze the item",
        "a                take the item on",
        "                 Each is tried out first: you see what it changes; y does it.",
        "/                search: number, name, item, clinic, owner", "u                only what is unbooked",
        "l                only what is late", "c                only the clinic of this row",
        "x, Esc           show everything again", "Ctrl-L           paint the screen anew",
        "q                back; from the list: end",
        "> stands before the chosen row, * before one that has just changed.",
        "A screen reader gets a line a change with: cnswatch watch --plain",
    ]
}
