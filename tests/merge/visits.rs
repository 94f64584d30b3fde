//! One visit, many reports: what joins, what stays apart, what is a disagreement.

use super::doc::{Acts as _, Doc, date, said};
use super::{merged, reasons, start, visits_of};
use depeche::claim::{Clue, EvidenceId, PlaceSaid, TreatyKind, VisitStatus};
use depeche::merge::knowledge::{NodeKey, Property, Value};
use depeche::merge::reason::ApartReason;
use std::collections::BTreeSet;

#[test]
fn two_visits_in_one_month_stay_two() {
    let mut docs: Vec<Doc> = ["2024-06-03", "2024-06-25", "2024-06", "2024-06-25"]
        .iter()
        .enumerate()
        .map(|(n, date)| {
            let mut doc = Doc::new(&format!("d{n}"), "2024-07-01");
            let putin = doc.putin();
            doc.visit(&putin, "CHN", date);
            doc
        })
        .collect();
    let knowledge = merged(&docs);
    let china = visits_of(&knowledge, "Q7747", "CHN");
    let told: BTreeSet<(String, usize)> = china.iter().map(|visit| (start(visit), visit.support.documents)).collect();
    assert_eq!(told, BTreeSet::from([("2024-06".to_owned(), 1), ("2024-06-03".to_owned(), 1), ("2024-06-25".to_owned(), 2)]));
    let several = knowledge.possibly_same.iter().filter(|pair| pair.reason == ApartReason::FitsSeveral).count();
    assert_eq!(several, 2);
    // without the third the month is no longer ambiguous
    docs.remove(0);
    let knowledge = merged(&docs);
    assert_eq!(visits_of(&knowledge, "Q7747", "CHN").len(), 1);
    assert!(knowledge.possibly_same.is_empty());
}

#[test]
fn announced_then_made_is_one_visit() {
    let mut announced = Doc::new("a", "2024-05-10");
    let putin = announced.putin();
    announced.visit(&putin, "CHN", "2024-05-16").status = Some(VisitStatus::Planned);
    let mut soon = Doc::new("b", "2024-05-14");
    let putin = soon.putin();
    soon.visit(&putin, "CHN", "").status = Some(VisitStatus::Planned);
    let mut made = Doc::new("c", "2024-05-17");
    let putin = made.putin();
    let stay = made.visit(&putin, "CHN", "2024-05-16");
    stay.end = said("2024-05-17", EvidenceId(0));
    let mut recalled = Doc::new("d", "2026-01-10");
    let putin = recalled.putin();
    recalled.visit(&putin, "CHN", "2024-05");
    let knowledge = merged(&[announced, soon, made, recalled]);
    let [visit] = visits_of(&knowledge, "Q7747", "CHN")[..] else { panic!("{:#?}", knowledge.visits) };
    assert_eq!((visit.status, visit.support.documents), (Some(VisitStatus::Completed), 4));
    assert_eq!(visit.statuses.len(), 2);
    assert_eq!(reasons(visit, "b"), ["news-of-same-week"]);
    assert!(knowledge.disagreements.is_empty());
}

#[test]
fn a_cancelled_visit_is_told_as_cancelled() {
    let mut announced = Doc::new("a", "2024-05-10");
    let putin = announced.putin();
    announced.visit(&putin, "TUR", "2024-05-20").status = Some(VisitStatus::Planned);
    let mut cancelled = Doc::new("b", "2024-05-15");
    let putin = cancelled.putin();
    cancelled.visit(&putin, "TUR", "2024-05-20").status = Some(VisitStatus::Cancelled);
    let knowledge = merged(&[announced, cancelled]);
    assert_eq!(knowledge.visits.len(), 1);
    assert_eq!(knowledge.visits[0].status, Some(VisitStatus::Cancelled));
}

#[test]
fn what_fits_two_stays_apart() {
    let mut dated = Doc::new("a", "2024-06-20");
    let putin = dated.putin();
    dated.visit(&putin, "KAZ", "2024-06-12");
    dated.visit(&putin, "KAZ", "2024-06-18");
    let mut undated = Doc::new("b", "2024-06-19");
    let putin = undated.putin();
    undated.visit(&putin, "KAZ", "").clues = vec![Clue::News { period: date("2024-06-19").unwrap() }];
    let knowledge = merged(&[dated, undated]);
    assert_eq!(knowledge.visits.len(), 3);
    assert_eq!(knowledge.possibly_same.iter().filter(|pair| pair.reason == ApartReason::FitsSeveral).count(), 2);
}

#[test]
fn an_undated_report_without_clue_stays_apart() {
    let mut dated = Doc::new("a", "2024-06-20");
    let putin = dated.putin();
    dated.visit(&putin, "KAZ", "2024-06-12");
    let mut undated = Doc::new("b", "");
    let putin = undated.putin();
    undated.visit(&putin, "KAZ", "");
    let knowledge = merged(&[dated, undated]);
    assert_eq!(knowledge.visits.len(), 2);
    assert_eq!(knowledge.possibly_same.iter().map(|pair| pair.reason.clone()).collect::<Vec<_>>(), [ApartReason::NoDate]);
}

#[test]
fn a_day_apart_with_a_clue_is_a_disagreement() {
    let doc = |id: &str, day: &str, years: u16| {
        let mut doc = Doc::new(id, "2024-06-25");
        let putin = doc.putin();
        doc.visit(&putin, "PRK", day).clues = vec![Clue::FirstInYears { years }];
        doc
    };
    let knowledge = merged(&[doc("a", "2024-06-18", 24), doc("b", "2024-06-19", 24), doc("c", "2024-06-19", 24)]);
    let [visit] = &knowledge.visits[..] else { panic!("{:#?}", knowledge.visits) };
    assert_eq!(start(visit), "2024-06-19");
    let [disagreement] = &knowledge.disagreements[..] else { panic!("{:#?}", knowledge.disagreements) };
    assert_eq!((disagreement.property, &disagreement.node), (Property::VisitStart, &NodeKey::Visit(visit.key.clone())));
    let told: Vec<_> = disagreement.values.iter().map(|said| (said.value.clone(), said.by.len())).collect();
    assert_eq!(told, [(Value::Date(date("2024-06-19").unwrap()), 2), (Value::Date(date("2024-06-18").unwrap()), 1)]);
    let knowledge = merged(&[doc("a", "2024-06-18", 24), doc("b", "2024-06-19", 5)]);
    assert_eq!(knowledge.visits.len(), 2, "without a shared clue they stay apart");
    assert_eq!(knowledge.possibly_same[0].reason, ApartReason::DatesNear);
}

#[test]
fn a_day_apart_in_the_same_town_is_a_disagreement() {
    let doc = |id: &str, day: &str, town: &str| {
        let mut doc = Doc::new(id, "2024-06-25");
        let putin = doc.putin();
        doc.visit(&putin, "CHN", day).place = Some(PlaceSaid { name: town.into(), wikidata: None, evidence: vec![] });
        doc
    };
    assert_eq!(merged(&[doc("a", "2024-06-18", "Pékin"), doc("b", "2024-06-19", "Pekin")]).visits.len(), 1);
    assert_eq!(merged(&[doc("a", "2024-06-18", "Pékin"), doc("b", "2024-06-19", "Harbin")]).visits.len(), 2);
}

#[test]
fn an_undated_treaty_finds_its_date_through_the_visit() {
    let mut dated = Doc::new("a", "2024-06-20");
    let putin = dated.putin();
    dated.treaty("traité de partenariat", Some(TreatyKind::Treaty), &["PRK", "RUS"]).signed("2024-06-19");
    dated.visit(&putin, "PRK", "2024-06-19").clues = vec![Clue::FirstInYears { years: 24 }];
    let mut undated = Doc::new("b", "");
    let putin = undated.putin();
    let treaty = undated.treaty("traité de défense", Some(TreatyKind::Treaty), &["PRK", "RUS"]).id.clone();
    undated.visit(&putin, "PRK", "").clues = vec![Clue::FirstInYears { years: 24 }, Clue::TreatySignedThere { treaty }];
    let knowledge = merged(&[dated, undated]);
    assert_eq!((knowledge.visits.len(), knowledge.treaties.len()), (1, 1), "{:#?}", knowledge.treaties);
    assert_eq!(reasons(&knowledge.visits[0], "b"), ["same-treaty-signed-there", "first-in-years"]);
}

#[test]
fn a_day_within_the_stay_is_no_disagreement() {
    let mut long = Doc::new("a", "2024-06-25");
    let putin = long.putin();
    long.visit(&putin, "CHN", "2024-06-18").end = said("2024-06-20", EvidenceId(0));
    let mut day = Doc::new("b", "2024-06-25");
    let putin = day.putin();
    day.visit(&putin, "CHN", "2024-06-19");
    let knowledge = merged(&[long, day]);
    let [visit] = &knowledge.visits[..] else { panic!("{:#?}", knowledge.visits) };
    assert_eq!(start(visit), "2024-06-18");
    assert!(knowledge.disagreements.is_empty(), "{:#?}", knowledge.disagreements);
}
