//! Laws: no order matters; every report is in one node; every key names one node, and no alias is a key.

use super::doc::{Acts as _, Doc, Facts};
use super::merged;
use depeche::claim::{ActType, ActorCode, Clue, Office, PlaceSaid, TreatyKind, VisitStatus};
use depeche::merge::merge;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A heap of reports that contradict, allow and half fit one another.
fn any_doc(n: usize) -> impl Strategy<Value = Doc> {
    let day = prop_oneof![
        Just(String::new()),
        Just("2024".to_owned()),
        Just("2024-06".to_owned()),
        Just("XXXX-06-19".to_owned()),
        Just("[2024-06-17..2024-06-20]".to_owned()),
        (10..25u8).prop_map(|day| format!("2024-06-{day}")),
    ];
    let published = prop_oneof![Just(String::new()), (10..28u8).prop_map(|day| format!("2024-06-{day}"))];
    let visit = (day.clone(), 0..3usize, 0..6usize, 0..5usize);
    let treaty = (day, 0..4usize, 0..3usize, any::<bool>());
    (published, prop::collection::vec(visit, 0..3), prop::collection::vec(treaty, 0..3), 0..3usize).prop_map(
        move |(published, visits, treaties, who)| {
            let mut doc = Doc::new(&format!("d{n}"), &published);
            let visitor = match who {
                0 => doc.putin(),
                1 => doc.person("Andreï Roudenko", "", "RUS", Some(Office::DeputyMinister)),
                _ => doc.person("Andrey Rudenko", "", "", None),
            };
            let mut ids = Vec::new();
            for (day, label, kind, happened) in treaties {
                let labels =
                    ["traité de partenariat stratégique", "pacte de partenariat stratégique global", "accord sur le gaz", "accord"];
                let kinds = [None, Some(TreatyKind::Treaty), Some(TreatyKind::Declaration)];
                let report = doc.treaty(labels[label], kinds[kind], &["CHN", "RUS"]);
                report.act(ActType::Signed, &day, happened).persons = vec![visitor.clone()];
                ids.push(report.id.clone());
            }
            for (day, destination, status, clue) in visits {
                let report = doc.visit(&visitor, ["CHN", "VNM", "PRK"][destination], &day);
                report.status = [
                    None,
                    Some(VisitStatus::Planned),
                    Some(VisitStatus::Ongoing),
                    Some(VisitStatus::Completed),
                    Some(VisitStatus::Cancelled),
                    None,
                ][status];
                report.place = Some(PlaceSaid { name: "Pékin".into(), wikidata: None, evidence: vec![] });
                report.clues = match clue {
                    0 => vec![],
                    1 => vec![Clue::FirstInYears { years: 24 }],
                    2 => vec![
                        Clue::SameTour { destination: ActorCode("VNM".into()) },
                        Clue::SameTour { destination: ActorCode("CHN".into()) },
                    ],
                    3 => vec![Clue::News { period: "2024-06-19".parse().unwrap() }],
                    _ => ids.first().map(|treaty| Clue::TreatySignedThere { treaty: treaty.clone() }).into_iter().collect(),
                };
            }
            doc
        },
    )
}

fn heap() -> impl Strategy<Value = Vec<Doc>> {
    (0..8usize).prop_flat_map(|n| (0..n).map(any_doc).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn no_order_matters((docs, shuffled) in heap().prop_flat_map(|docs| (Just(docs.clone()), Just(docs).prop_shuffle()))) {
        let claims = |docs: &[Doc]| docs.iter().map(|doc| doc.0.clone()).collect::<Vec<_>>();
        prop_assert_eq!(merge(&claims(&docs), &Facts), merge(&claims(&shuffled), &Facts));
    }

    #[test]
    fn every_report_is_in_one_node_and_every_key_names_one(docs in heap()) {
        let knowledge = merged(&docs);
        let reports: usize = docs.iter().map(|doc| doc.0.visits.len()).sum();
        prop_assert_eq!(knowledge.visits.iter().map(|visit| visit.witnesses.len()).sum::<usize>(), reports);
        let reports: usize = docs.iter().map(|doc| doc.0.treaties.len()).sum();
        prop_assert_eq!(knowledge.treaties.iter().map(|treaty| treaty.witnesses.len()).sum::<usize>(), reports);
        let acts: usize = docs.iter().flat_map(|doc| &doc.0.treaties).map(|treaty| treaty.acts.len()).sum();
        prop_assert_eq!(knowledge.treaties.iter().flat_map(|treaty| &treaty.acts).map(|act| act.witnesses.len()).sum::<usize>(), acts);
        let visits: BTreeSet<_> = knowledge.visits.iter().map(|visit| &visit.key).collect();
        prop_assert_eq!(visits.len(), knowledge.visits.len());
        prop_assert!(knowledge.visits.iter().flat_map(|visit| &visit.aliases).all(|alias| !visits.contains(alias)));
        let treaties: BTreeSet<_> = knowledge.treaties.iter().map(|treaty| &treaty.key).collect();
        prop_assert_eq!(treaties.len(), knowledge.treaties.len());
        prop_assert!(knowledge.treaties.iter().flat_map(|treaty| &treaty.aliases).all(|alias| !treaties.contains(alias)));
    }
}
