//! The five articles that the project began with, when they are beside the checkout: what the merged graph must hold of them.

use crate::folder::Folder;
use crate::shared::shared;
use std::path::Path;

/// A store of the five articles; `None`, said on the terminal, where they are not here.
fn built() -> Option<Folder> {
    let seeds = shared("seeds")?;
    let folder = Folder::new();
    folder.run(&["build", &seeds.to_string_lossy()]).exits(0).says(&["5 documents"]);
    Some(folder)
}

/// Rows of a named query, as CSV lines without the header.
fn rows(folder: &Folder, query: &str) -> Vec<String> {
    folder.run(&["query", query, "--format", "csv"]).exits(0).out.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn each_journey_stands_once() {
    let Some(folder) = built() else { return };
    let visits = rows(&folder, "visits");
    let count = |parts: &[&str]| visits.iter().filter(|row| parts.iter().all(|part| row.contains(part))).count();
    for journey in [
        ["Poutine,PRK,Pyongyang", "2000-07"],
        ["Poutine,PRK,Pyongyang", "2024-06-19"],
        ["Poutine,VNM", "2001-02"],
        ["Poutine,VNM", "2006-11"],
        ["Poutine,VNM", "2013-11"],
        ["Poutine,VNM", "2017-11"],
        ["Poutine,VNM,Hanoï", "2024-06"],
        ["Kim Jong-il,RUS,Moscou", "2001"],
        ["Kim Jong-il,CHN", ""],
        ["Kim Jong-un,RUS", "2023"],
        ["Biden,VNM,Hanoï", "XXXX-09"],
        ["Xi Jinping,VNM", "state"],
        ["Kim Jong Gyu,RUS,Moscou", "2024-12-04"],
    ] {
        assert_eq!(count(&journey), 1, "{journey:?} in\n{}", visits.join("\n"));
    }
    assert_eq!(visits.len(), 13, "nothing else:\n{}", visits.join("\n"));
    // One journey, four papers.
    let korea = visits.iter().find(|row| row.contains("PRK,Pyongyang,2024-06-19")).expect("counted above");
    assert!(korea.ends_with(",4,4"), "{korea}");
}

#[test]
fn the_treaty_of_june_2024_has_its_life() {
    let Some(folder) = built() else { return };
    let treaty = "treaty:PRK-RUS_2024-06-19";
    let timeline = folder.run(&["query", "treaty-timeline", "--param", &format!("treaty={treaty}"), "--format", "csv"]).exits(0).out;
    for act in ["signed,2024-06-19", "instruments-exchanged,2024-12-04", "entry-into-force,2024-12-04"] {
        assert!(timeline.contains(act), "{act} is not in\n{timeline}");
    }
    // Article 4: assistance by all means, in the words of an article that quotes it.
    let promise = folder.run(&["explain", treaty]).exits(0).out;
    assert!(promise.contains("article 4 stipule que") && promise.contains("avec tous les moyens à sa disposition"), "{promise}");
    let replaced = rows(&folder, "replaced-treaties").join("\n");
    for old in ["PRK-SUN_1961", "PRK-RUS_2000", "PRK-RUS_2001"] {
        assert!(replaced.lines().any(|row| row.contains(old) && row.contains("PRK-RUS_2024-06-19")), "{old} is not in\n{replaced}");
    }
    let explained = folder.run(&["explain", treaty]).exits(0).out;
    let documents = ["000_", "001_", "002_", "003_", "004_"].iter().filter(|id| explained.contains(*id)).count();
    assert!(documents >= 4, "{documents} documents in\n{explained}");
    assert!(explained.matches("rule fr/").count() >= 6, "{explained}");
}

#[test]
fn every_quote_is_found_at_its_offsets() {
    let Some(folder) = built() else { return };
    let seeds = shared("seeds").expect("built above");
    let claims = folder.run(&["extract", &seeds.to_string_lossy()]).exits(0).out;
    let mut quotes = 0;
    for line in claims.lines() {
        let claims: depeche::claim::Claims = serde_json::from_str(line).expect("claims");
        let text = std::fs::read_to_string(Path::new(&seeds).join(claims.document.id.as_str())).expect("the article");
        for evidence in &claims.evidence {
            assert_eq!(evidence.span.of(&text), evidence.quote);
            quotes += 1;
        }
    }
    assert!(quotes > 200, "{quotes} quotes");
}

#[test]
fn the_people_are_who_they_are() {
    let Some(folder) = built() else { return };
    let people = rows(&folder, "people").join("\n");
    for row in [
        "Tô Lâm,Q10831196,VNM,president",
        "Nguyễn Phú Trọng,Q318458,VNM,party-leader",
        "Phạm Minh Chính,Q10806940,VNM,prime-minister",
        "Iouri Ouchakov,Q4479563,RUS,other",
        "Yu Ji-hoon,,KOR,other",
        "Leif-Eric Easley,,,other",
        "Kim Jong-un,Q56226,PRK,leader",
        "Vladimir Poutine,Q7747,RUS,president",
    ] {
        assert!(people.contains(row), "{row} is not in\n{people}");
    }
}
