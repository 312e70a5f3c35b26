use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

#[test]
fn the_first_boundary_that_is_not_taken_is_used() {
    let taken: Vec<_> = (0..17).map(|number| format!("{PREFIX}{number:08x}")).collect();
    for (texts, expected) in [
        (vec![], "form-data-boundary-00000000"),
        (vec!["form-data-boundary-".to_owned(), "00000000".to_owned()], "form-data-boundary-00000000"),
        (vec!["x--form-data-boundary-00000000--".to_owned()], "form-data-boundary-00000001"),
        (vec!["form-data-boundary-00000001".to_owned()], "form-data-boundary-00000000"),
        (vec!["form-data-boundary-000000000".to_owned()], "form-data-boundary-00000001"),
        (vec![taken.concat()], "form-data-boundary-00000011"),
    ] {
        assert_eq!(boundary(texts.iter().map(String::as_bytes)), expected, "{texts:?}");
    }
}

proptest! {
    #[test]
    fn no_text_holds_the_boundary(texts in vec("(form-data-boundary-|0{7}[0-3]|0{0,9}|[^f]){0,40}", 0..4)) {
        let boundary = boundary(texts.iter().map(String::as_bytes));
        prop_assert_eq!(boundary.len(), LEN);
        prop_assert!(texts.iter().all(|text| !text.contains(&boundary)));
    }
}
