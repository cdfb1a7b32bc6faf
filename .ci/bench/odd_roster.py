"""A roster that tells no story: rows of all kinds at random, partial dates, any order. An invented roster of `cnswatch roster
generate` is tidy and never asks for some rules; here each of them comes up, and so do records that no clinic should have."""

import datetime
import os
import random

BRAIN = ["negative", "new-lesions", "stable", "response", "progression", "equivocal", "non-diagnostic"]
SYMPTOMS = [
    "headache", "seizure", "cognitive-decline", "ataxia", "focal-weakness", "nausea-vomiting", "visual", "speech", "sensory",
    "reduced-consciousness", "raised-icp", "cord",
]
AGENTS = [
    "tucatinib", "trastuzumab-deruxtecan", "neratinib", "pyrotinib", "lapatinib", "trastuzumab", "capecitabine",
    "intrathecal-methotrexate",
]
# How often, event, details, results, sites.
KINDS = [
    (20, "imaging", ["mri-brain"], BRAIN + ["negative", "stable", "response"], [""]),
    (4, "imaging", ["ct-brain"], BRAIN, [""]),
    (8, "metastasis", [""], ["suspected", "confirmed", "excluded"],
     ["lung", "liver", "bone", "node", "skin", "brain", "brain", "other"]),
    (4, "leptomeningeal", [""], ["suspected", "suspected", "possible", "probable", "confirmed", "excluded", "excluded"], [""]),
    (2, "csf", ["cytology"], ["positive", "negative", "equivocal"], [""]),
    (2, "surgery", ["brain-resection", "brain-resection", "mastectomy"], [""], [""]),
    (6, "radiotherapy", ["srs", "fsrt", "wbrt", "breast", "craniospinal"], [""], [""]),
    (14, "drug", AGENTS, ["start", "start", "stop"], [""]),
    (3, "systemic", [""], ["progression", "new-line"], [""]),
    (5, "symptom", SYMPTOMS, ["onset", "onset", "resolved"], [""]),
    (5, "decision", ["observe", "systemic", "mdt", "trial-evaluated"], [""], [""]),
    (3, "contraindication", ["mri", "mri", "gadolinium"], ["start", "stop"], [""]),
    (3, "interval", ["brain-mri", "brain-mri", "visit"], ["8w", "30d", "5m", "1m", "protocol"], [""]),
    (2, "status", [""], ["hospice", "declined", "transferred"] + ["resumed"] * 6 + ["deceased"], [""]),
    (5, "biomarker", ["her2"], ["3+", "2+", "2+", "1+", "0", "ish+", "ish-", "positive", "negative", "equivocal"], [""]),
    (3, "diagnosis", ["breast-cancer"], ["early", "metastatic"], [""]),
    (1, "appointment", ["brain-mri"], ["booked", "missed"], [""]),
]


def write(folder, patients, day, seed=6):
    """Writes the roster; the same numbers always give the same files."""
    chance = random.Random(seed)
    as_of = datetime.date.fromisoformat(day)

    def date():
        # A few are still to come.
        ago = -3 if chance.random() < 0.03 else chance.randint(0, chance.choice([20, 60, 200, 800, 2000]))
        text = (as_of - datetime.timedelta(ago)).isoformat()
        return text[:chance.choices([10, 7, 4], [80, 14, 6])[0]]

    rows = []
    for number in range(patients):
        own = []
        if chance.random() < 0.8:
            own.append([date(), "biomarker", "her2", "3+", ""])
        if chance.random() < 0.8:
            own.append([date(), "diagnosis", "breast-cancer", chance.choice(["early", "metastatic"]), ""])
        # Days on which several things happened.
        days = [date() for _ in range(3)]
        for _ in range(chance.randint(0, chance.choice([3, 8, 16]))):
            _, event, details, results, sites = chance.choices(KINDS, [kind[0] for kind in KINDS])[0]
            when = chance.choice(days) if chance.random() < 0.25 else date()
            own.append([when, event, chance.choice(details), chance.choice(results), chance.choice(sites)])
        chance.shuffle(own)
        rows += [[f"P{number:06}"] + row for row in own]
    # A third of the rows stand anywhere.
    for _ in range(len(rows) // 3):
        one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
        rows[one], rows[other] = rows[other], rows[one]
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/patients.csv", "w") as file:
        file.write("mrn,family_name,given_name,birth_date,sex,clinic,clinician\n")
        for number in range(patients):
            file.write(f"P{number:06},Testcase,Amber,1970-01-01,female,North,Dr Example A\n")
    with open(f"{folder}/events.csv", "w") as file:
        file.write("mrn,date,event,detail,result,site,count,size_mm,value,note\n")
        # A row given twice is set aside.
        for row in dict.fromkeys(map(tuple, rows)):
            file.write(",".join(row) + ",,,,\n")
