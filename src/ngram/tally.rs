//! The places of one n-gram by group, and how many documents they are in.

use super::plan::Plan;
use crate::radix::Number;
use crate::vocabulary::Id;

/// Counts the places of one n-gram by group.
pub(super) struct Tally {
    cells: Vec<Cell>,
    touched: Vec<Id>,
    /// For which n-gram each owner and each document was seen last.
    owners: Vec<u64>,
    documents: Vec<u64>,
    n_grams: u64,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    count: u64,
    documents: Id,
}

impl Tally {
    pub(super) fn new(n_groups: usize, plan: &Plan) -> Self {
        let owners = plan.sequence.owners();
        let n_owners = if plan.documents { owners.len() } else { 0 };
        let last = owners.iter().map(|owner| owner.document as usize + 1).max().unwrap_or_default();
        let n_documents = if plan.min_documents > 1 { last } else { 0 };
        let (cells, touched) = (vec![Cell::default(); n_groups], Vec::new());
        Self { cells, touched, owners: vec![0; n_owners], documents: vec![0; n_documents], n_grams: 0 }
    }

    /// Counts, and says whether the n-gram is in enough documents.
    pub(super) fn count<N: Number>(&mut self, plan: &Plan, places: &[N]) -> bool {
        self.n_grams += 1;
        let mut in_all = 0;
        for &entry in places {
            let number = plan.sequence.owner(plan.split(plan.place(entry)).0);
            let owner = plan.sequence.owners()[number];
            let cell = &mut self.cells[owner.group as usize];
            if cell.count == 0 {
                self.touched.push(owner.group);
            }
            cell.count += 1;
            if is_new(&mut self.owners, number, self.n_grams) {
                cell.documents += 1;
            }
            in_all += u64::from(is_new(&mut self.documents, owner.document as usize, self.n_grams));
        }
        let reaches = plan.min_documents == 1 || in_all >= plan.min_documents;
        if !reaches {
            self.rows(|_, _, _| ());
        }
        reaches
    }

    /// Calls `found` with each group, its count and its documents, and begins anew.
    pub(super) fn rows(&mut self, mut found: impl FnMut(Id, u64, Id)) {
        self.touched.sort_unstable();
        for group in self.touched.drain(..) {
            let Cell { count, documents } = std::mem::take(&mut self.cells[group as usize]);
            found(group, count, documents);
        }
    }
}

/// Notes that something was seen, where anybody asks, and says whether it is for the first time.
fn is_new(seen: &mut [u64], index: usize, now: u64) -> bool {
    seen.get_mut(index).is_some_and(|seen| std::mem::replace(seen, now) != now)
}
