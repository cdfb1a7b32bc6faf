import CivilCalendar
import ClinicalModel

extension History {
    /// Leptomeningeal disease found on a day, by imaging and cytology.
    mutating func leptomeningealDisease(_ day: CivilDate) {
        metastaticScreened(for: 300...1_200, isNew: random.chance(45), until: day - .days(40))
        add(day - .days(4), .leptomeningeal(.suspected))
        add(day, .csf(.positive))
        add(day, .leptomeningeal(.confirmed))
        scan(day - .days(2), random.chance(50) ? .newLesions : .equivocal)
        add(day - .days(2), .bodyImaging(.mriSpine, random.chance(40) ? .positive : .negative))
    }

    /// Intrathecal therapy with its scans of brain and spine and its samples.
    mutating func intrathecalTherapy(from start: CivilDate) {
        add(start, .drug(agents.intrathecal, .start))
        if random.chance(60) { cnsActiveTherapy(from: start + .days(3)) }
        var due = start + .weeks(6)
        while due <= keptUntil {
            let day = after(due, -3...3)
            scan(day, random.chance(60) ? .stable : .response)
            add(day, .bodyImaging(.mriSpine, .negative))
            due = day + (day < start + .weeks(24) ? .weeks(6) : .weeks(8))
        }
        bookNext(.brainMRI, due: due)
        due = start + .weeks(4)
        while due <= keptUntil {
            let day = after(due, -2...6)
            add(day, .csf(random.chance(50) ? .negative : .positive))
            due = day + (day < start + .weeks(24) ? .weeks(6) : .weeks(8))
        }
    }

    /// A suspicion of leptomeningeal disease in a patient under screening, at some stage of its work-up.
    mutating func suspectedLeptomeningealDisease() {
        let day = ago(2...18)
        metastaticScreened(for: 400...1_200, isNew: false)
        add(day, .leptomeningeal(.suspected))
        guard random.chance(50) else { return }
        add(day + .days(1), .bodyImaging(.mriSpine, .equivocal))
        add(day + .days(2), .csf(.negative))
    }
}
