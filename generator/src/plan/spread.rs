//! Marks that pass from what is held to what holds it.

/// Marks every node from which a marked one can be reached; `edges` gives the nodes that a node holds.
pub(super) fn spread(mut marked: Vec<bool>, edges: impl Fn(usize) -> Vec<usize>) -> Vec<bool> {
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); marked.len()];
    for holder in 0..marked.len() {
        for held in edges(holder) {
            holders[held].push(holder);
        }
    }
    let mut open: Vec<usize> = (0..marked.len()).filter(|node| marked[*node]).collect();
    while let Some(node) = open.pop() {
        for &holder in &holders[node] {
            if !std::mem::replace(&mut marked[holder], true) {
                open.push(holder);
            }
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn whatever_leads_to_a_mark_is_marked() {
        // 0 → 1 → 2 → 1, 3 → 0, 2 → 4; 2 is marked.
        let edges = [vec![1], vec![2], vec![1, 4], vec![0], vec![]];
        let marked = spread(vec![false, false, true, false, false], |node| edges[node].clone());
        assert_eq!(marked, [true, true, true, true, false]);
    }
}
