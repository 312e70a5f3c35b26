//! Marks that pass along the edges of a graph, forth and back.

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

/// Marks every node that `roots` lead to, these among them; `edges` gives the nodes that a node leads to.
pub(super) fn reach(nodes: usize, roots: Vec<usize>, edges: impl Fn(usize) -> Vec<usize>) -> Vec<bool> {
    let mut reached = vec![false; nodes];
    let mut open = roots;
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut reached[node], true) {
            open.extend(edges(node));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::{reach, spread};

    #[test]
    fn whatever_leads_to_a_mark_is_marked() {
        // 0 → 1 → 2 → 1, 3 → 0, 2 → 4; 2 is marked.
        let edges = [vec![1], vec![2], vec![1, 4], vec![0], vec![]];
        let marked = spread(vec![false, false, true, false, false], |node| edges[node].clone());
        assert_eq!(marked, [true, true, true, true, false]);
    }

    #[test]
    fn whatever_a_root_leads_to_is_reached() {
        let edges = [vec![1], vec![2], vec![1, 4], vec![0], vec![]];
        assert_eq!(reach(5, vec![1], |node| edges[node].clone()), [false, true, true, false, true]);
        assert_eq!(reach(5, Vec::new(), |node| edges[node].clone()), [false; 5]);
    }
}
