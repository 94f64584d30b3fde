//! Five articles on one journey: the scenario of the first light, as a good reader would claim it.

use super::doc::{Acts as _, Doc, date};
use super::{merged, reasons, start, treaty_signed, visits_of};
use depeche::claim::{ActType, ActorCode, Clue, Office, TreatyKind, VisitKind, VisitStatus};
use depeche::merge::knowledge::DerivedFrom;

/// What the five articles on the journey of June 2024 say, as a good reader would claim it.
fn june_2024() -> Vec<Doc> {
    use TreatyKind::{Agreement, Protocol, Treaty};
    let mut s000 = Doc::new("s000", "");
    let (putin, kim) = (s000.putin(), s000.kim());
    s000.state("RUS", "Russie");
    s000.state("PRK", "Corée du Nord");
    s000.treaty("accord de 2000 sur les relations bilatérales", Some(Agreement), &["PRK", "RUS"]).signed("2000");
    s000.treaty("traité d'amitié et d'assistance mutuelle de 1961", Some(Treaty), &["PRK", "SUN"]).signed("1961");
    let treaty = s000.treaty("Traité de Partenariat Stratégique Complet", Some(Treaty), &["PRK", "RUS"]);
    treaty.signed("").persons = vec![putin.clone(), kim.clone()];
    let treaty = treaty.id.clone();
    let older = [s000.0.treaties[0].id.clone()];
    s000.0.treaties[2].replaces = older.to_vec();
    let batch = s000.treaty("accords bilatéraux conclus jusqu'à présent", Some(Agreement), &["PRK", "RUS"]);
    batch.batch = true;
    batch.signed("");
    for month in ["2001-02", "2006-11", "2013-11", "2017-11"] {
        s000.visit(&putin, "VNM", month);
    }
    let vietnam = s000.visit(&putin, "VNM", "");
    (vietnam.kind, vietnam.status) = (Some(VisitKind::State), Some(VisitStatus::Ongoing));
    vietnam.clues = vec![Clue::SameTour { destination: ActorCode("PRK".into()) }];
    s000.visit(&putin, "PRK", "").clues =
        vec![Clue::TreatySignedThere { treaty }, Clue::FirstInYears { years: 24 }, Clue::SameTour { destination: ActorCode("VNM".into()) }];

    let mut s001 = Doc::new("s001", "2024-06-20");
    let (putin, kim) = (s001.putin(), s001.kim());
    s001.treaty("engagement de défense mutuelle de 1961", None, &["PRK", "RUS"]).signed("1961");
    let treaty =
        s001.treaty("accord de partenariat stratégique (pacte de défense) entre la Russie et la Corée du Nord", None, &["PRK", "RUS"]);
    treaty.signed("2024-06-19").persons = vec![putin.clone(), kim.clone()];
    let treaty = treaty.id.clone();
    let korea = s001.visit(&putin, "PRK", "2024-06-19");
    korea.kind = Some(VisitKind::State);
    korea.clues = vec![Clue::TreatySignedThere { treaty }];

    let mut s002 = Doc::new("s002", "2024-06-19");
    let (putin, kim) = (s002.putin(), s002.kim());
    let kim_il = s002.person("Kim Jong-il", "Q10665", "PRK", Some(Office::Leader));
    s002.treaty("accord de coopération de 2000", Some(Agreement), &["PRK", "RUS"]).signed("2000");
    s002.treaty("document de 1961 entre l'Union soviétique et la Corée du Nord", None, &["PRK", "SUN"]).signed("1961");
    s002.treaty("accord de partenariat global (nouveau partenariat stratégique)", Some(Agreement), &["PRK", "RUS"])
        .signed("2024-06-19")
        .persons = vec![putin.clone(), kim.clone()];
    s002.treaty("déclaration supplémentaire signée en 2001", None, &["PRK", "RUS"]).signed("2001");
    let korea = s002.visit(&putin, "PRK", "2024-06-19");
    korea.status = Some(VisitStatus::Ongoing);
    korea.clues = vec![Clue::FirstInYears { years: 24 }, Clue::News { period: date("2024-06-19").unwrap() }];
    s002.visit(&putin, "PRK", "2000-07-19");
    s002.visit(&kim, "RUS", "2023");
    s002.visit(&kim_il, "RUS", "2001");
    s002.visit(&kim_il, "CHN", "");
    let invited = s002.visit(&kim, "RUS", "");
    invited.status = Some(VisitStatus::Invited);

    let mut s003 = Doc::new("s003", "2024-12-05");
    let putin = s003.putin();
    let gyu = s003.person("Kim Jong-gyu", "", "PRK", Some(Office::DeputyMinister));
    s003.treaty("protocole pour l'échange des instruments de ratification", Some(Protocol), &["PRK", "RUS"]).signed("2024-12-04");
    let treaty = s003.treaty("traité de partenariat stratégique global", Some(Treaty), &["PRK", "RUS"]);
    treaty.signed("2024-06-19");
    treaty.act(ActType::EntryIntoForce, "2024-12-04", true);
    s003.visit(&gyu, "RUS", "2024-12-04");
    s003.visit(&putin, "PRK", "2024-06-19");

    let mut s004 = Doc::new("s004", "");
    let (putin, kim) = (s004.putin(), s004.kim());
    let biden = s004.person("Joe Biden", "Q6279", "USA", Some(Office::President));
    s004.state("RUS", "Russie");
    s004.state("PRK", "Corée du Nord");
    let treaty =
        s004.treaty("traité stratégique (pacte de défense mutuelle) entre la Russie et la Corée du Nord", Some(Treaty), &["PRK", "RUS"]);
    treaty.signed("").persons = vec![putin.clone(), kim];
    let treaty = treaty.id.clone();
    let vietnam = s004.visit(&putin, "VNM", "");
    vietnam.kind = Some(VisitKind::State);
    vietnam.clues = vec![Clue::SameTour { destination: ActorCode("PRK".into()) }];
    s004.visit(&putin, "PRK", "").clues = vec![Clue::TreatySignedThere { treaty }, Clue::SameTour { destination: ActorCode("VNM".into()) }];
    s004.visit(&biden, "VNM", "XXXX-09");
    vec![s000, s001, s002, s003, s004]
}

#[test]
fn one_journey_told_by_five_articles() {
    let knowledge = merged(&june_2024());
    let korea = visits_of(&knowledge, "Q7747", "PRK");
    assert_eq!(korea.iter().map(|visit| start(visit)).collect::<Vec<_>>(), ["2000-07-19", "2024-06-19"]);
    assert_eq!(korea[1].support.documents, 5);
    assert_eq!(korea[1].signed_there.len(), 1, "one treaty: {:?}", korea[1].signed_there);
    assert_eq!(korea[1].status, Some(VisitStatus::Completed));
    assert_eq!(reasons(korea[1], "s000"), ["same-treaty-signed-there", "first-in-years", "same-tour"]);
    assert_eq!(reasons(korea[1], "s004"), ["same-treaty-signed-there", "same-tour"]);

    let vietnam = visits_of(&knowledge, "Q7747", "VNM");
    assert_eq!(vietnam.iter().map(|visit| start(visit)).collect::<Vec<_>>(), ["2001-02", "2006-11", "2013-11", "2017-11", "2024-06"]);
    let june = vietnam[4];
    assert_eq!(june.support.documents, 2);
    let derived = june.start.as_ref().unwrap();
    assert!(derived.said.is_empty());
    assert!(matches!(&derived.derived_from, Some(DerivedFrom::TourLeg { visit, .. }) if **visit == korea[1].key));
    assert!(reasons(june, "s004").contains(&"same-tour"));

    let biden = visits_of(&knowledge, "Q6279", "VNM");
    assert_eq!(start(biden[0]), "XXXX-09");
    assert!(biden[0].start.as_ref().unwrap().derived_from.is_none());
    let kim = visits_of(&knowledge, "Q56226", "RUS");
    assert_eq!(kim.iter().map(|visit| start(visit)).collect::<Vec<_>>(), ["", "2023"], "the invitation of 2024 is not the visit of 2023");
    assert_eq!(knowledge.visits.len(), 2 + 5 + 1 + 2 + 1 + 1 + 1);
}

#[test]
fn the_treaty_and_what_it_replaces() {
    let knowledge = merged(&june_2024());
    let [treaty] = treaty_signed(&knowledge, "2024-06-19")[..] else { panic!("{:#?}", knowledge.treaties) };
    assert_eq!(treaty.support.documents, 5);
    let acts: Vec<_> = treaty.acts.iter().map(|act| (act.key.act, act.support.documents)).collect();
    assert_eq!(acts, [(ActType::Signed, 5), (ActType::EntryIntoForce, 1)]);
    assert_eq!(treaty.acts[0].persons.len(), 2);
    let replaced = &treaty_signed(&knowledge, "2000")[0];
    assert_eq!(replaced.support.documents, 2);
    assert_eq!(treaty.replaces.iter().map(|said| &said.value).collect::<Vec<_>>(), [&replaced.key]);
    let of_1961 = treaty_signed(&knowledge, "1961");
    assert_eq!(of_1961.len(), 2, "of the Soviet Union, and as one paper has it of Russia");
    assert_eq!(knowledge.treaties.iter().filter(|treaty| treaty.batch).count(), 1);
}
