//! Treaties and their acts, people, states: what joins and what stays apart.

use super::doc::{Acts as _, Doc};
use super::{merged, treaty_signed};
use depeche::claim::{ActType, ActorCode, Office, Qid, TreatyKind, TreatyStatus};
use depeche::merge::knowledge::{PersonKey, Property, TreatyKey};
use depeche::merge::reason::ApartReason;
use depeche::merge::{Knowledge, NoBackground, merge};
use std::collections::BTreeSet;

#[test]
fn a_treaty_from_negotiation_to_replacement() {
    let parties = ["FRA", "ITA"];
    let treaty = Some(TreatyKind::Treaty);
    let mut negotiated = Doc::new("a", "2021-11-15");
    let report = negotiated.treaty("traité de coopération bilatérale renforcée", treaty, &parties);
    report.status = Some(TreatyStatus::Planned);
    report.act(ActType::Negotiation, "2018", true);
    report.act(ActType::Signed, "2021-11-26", false);
    let mut signed = Doc::new("b", "2021-11-26");
    signed.treaty("traité du Quirinal", treaty, &parties).signed("2021-11-26");
    let mut ratified = Doc::new("c", "2022-09-01");
    let report = ratified.treaty("traité du Quirinal", treaty, &parties);
    report.signed("2021-11");
    report.act(ActType::Ratified, "2022-08", true).by = vec![ActorCode("FRA".into())];
    let mut force = Doc::new("d", "2023-02-02");
    let report = force.treaty("traité du Quirinal pour une coopération renforcée", treaty, &parties);
    report.act(ActType::EntryIntoForce, "2023-02-01", true);
    let mut other = Doc::new("e", "2021-11-27");
    other.treaty("déclaration commune sur le spatial", Some(TreatyKind::Declaration), &parties).signed("2021-11-26");
    let knowledge = merged(&[negotiated, signed, ratified, force, other]);
    let of_day = treaty_signed(&knowledge, "2021-11-26");
    assert_eq!(of_day.len(), 2, "{:#?}", knowledge.treaties);
    let quirinal = of_day.iter().find(|treaty| treaty.support.documents > 1).unwrap();
    assert_eq!(quirinal.support.documents, 4, "announced, signed, ratified, in force");
    let acts: Vec<_> = quirinal.acts.iter().map(|act| (act.key.act, act.key.date.unwrap().to_string(), act.happened)).collect();
    assert_eq!(
        acts,
        [
            (ActType::Negotiation, "2018".to_owned(), true),
            (ActType::Signed, "2021-11-26".to_owned(), true),
            (ActType::Ratified, "2022-08".to_owned(), true),
            (ActType::EntryIntoForce, "2023-02-01".to_owned(), true)
        ]
    );
    assert_eq!(quirinal.label, "traité du Quirinal");
}

#[test]
fn a_known_treaty_attracts_its_mentions() {
    let mut known = Doc::new("a", "2019-01-22");
    let report = known.treaty("traité de l'Élysée", Some(TreatyKind::Treaty), &["DEU", "FRA"]);
    report.wikidata = Some(Qid::try_from("Q1".to_owned()).unwrap());
    let mut partial = Doc::new("b", "2019-01-22");
    let report = partial.treaty("le traité", Some(TreatyKind::Treaty), &["DEU"]);
    report.wikidata = Some(Qid::try_from("Q1".to_owned()).unwrap());
    let mut unlinked = Doc::new("c", "2019-01-22");
    unlinked.treaty("traité d'amitié de 1963", Some(TreatyKind::Treaty), &["DEU", "FRA"]).signed("1963");
    let knowledge = merged(&[known, partial, unlinked]);
    let [treaty] = &knowledge.treaties[..] else { panic!("{:#?}", knowledge.treaties) };
    assert_eq!((treaty.support.documents, treaty.label.as_str()), (3, "traité de l'Élysée"));
    assert!(matches!(treaty.key, TreatyKey::Known(_)));
}

#[test]
fn signed_on_two_days_is_one_act_and_a_disagreement() {
    let doc = |id: &str, day: &str| {
        let mut doc = Doc::new(id, "2024-06-25");
        doc.treaty("traité de partenariat stratégique global", Some(TreatyKind::Treaty), &["PRK", "RUS"]).signed(day);
        doc
    };
    let knowledge = merged(&[doc("a", "2024-06-18"), doc("b", "2024-06-19"), doc("c", "2024-06-19")]);
    assert_eq!(knowledge.treaties.len(), 1);
    assert_eq!(knowledge.treaties[0].acts.len(), 1);
    assert_eq!(knowledge.disagreements.len(), 1);
    assert_eq!(knowledge.disagreements[0].property, Property::ActDate);
}

#[test]
fn people_of_one_name() {
    let mut a = Doc::new("a", "");
    a.person("Andreï Roudenko", "", "RUS", Some(Office::DeputyMinister));
    a.person("Kim Yong-chol", "", "PRK", Some(Office::Spokesperson));
    a.person("Vladimir Putin", "Q7747", "RUS", Some(Office::President));
    a.person("Kim", "", "PRK", Some(Office::Other));
    let mut b = Doc::new("b", "");
    b.person("Andrey Rudenko", "", "RUS", None);
    b.person("Kim Yong-chol", "", "PRK", Some(Office::Ambassador));
    b.person("Kim", "", "KOR", Some(Office::Other));
    let mut c = Doc::new("c", "");
    c.person("Andreï Roudenko", "", "", None);
    c.person("Kim Yong Chol", "", "KOR", None);
    c.person("Vladimir Poutine", "", "RUS", None);
    let knowledge = merged(&[a, b, c]);
    let named = |name: &str| knowledge.people.iter().filter(|person| person.label == name).collect::<Vec<_>>();
    let [rudenko] = named("Andreï Roudenko")[..] else { panic!("{:#?}", knowledge.people) };
    assert_eq!(rudenko.support.documents, 3);
    assert!(rudenko.aliases.contains(&PersonKey::Named {
        name: "andrey-rudenko".into(),
        state: Some(ActorCode("RUS".into())),
        collision: None
    }));
    assert_eq!(named("Kim Yong-chol").len(), 2, "a spokesperson and an ambassador of one state");
    assert_eq!(named("Kim Yong Chol").len(), 1, "of another state");
    assert_eq!(named("Kim").len(), 2, "a surname alone joins nobody");
    let [putin] = named("Vladimir Poutine")[..] else { panic!("{:#?}", knowledge.people) };
    assert_eq!(putin.support.documents, 2, "the only linked person of that name and state");
    let keys: BTreeSet<_> = knowledge.people.iter().map(|person| &person.key).collect();
    assert_eq!(keys.len(), knowledge.people.len(), "keys name one node each");
    assert!(knowledge.possibly_same.iter().any(|pair| pair.reason == ApartReason::SameNameOnly));
}

#[test]
fn states_and_organisations() {
    let mut doc = Doc::new("a", "");
    doc.state("RUS", "russe");
    doc.state("EU", "Union européenne");
    let putin = doc.putin();
    doc.visit(&putin, "CHN", "2024");
    let knowledge = merged(&[doc]);
    assert_eq!(knowledge.states.iter().map(|state| state.code.0.as_str()).collect::<Vec<_>>(), ["CHN", "RUS"]);
    assert_eq!(knowledge.organisations.len(), 1);
    assert!(knowledge.states[0].forms.is_empty());
}

#[test]
fn two_texts_under_one_id() {
    let mut older = Doc::new("a", "2024-01-01");
    older.state("RUS", "russe");
    let mut newer = Doc::new("a", "2024-01-02");
    newer.state("CHN", "chinois");
    let knowledge = merged(&[older, newer]);
    assert_eq!(knowledge.states.iter().map(|state| state.code.0.as_str()).collect::<Vec<_>>(), ["CHN"]);
    assert_eq!(merge(&[], &NoBackground), Knowledge::default());
}
