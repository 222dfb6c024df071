package io.tidemark.verdict;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.tidemark.group.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * One signature of the table.
 *
 * @param id name of the kind
 * @param title the kind in a few words
 * @param cases matches when one of these does
 * @param because what in the group says so
 * @param repair how it is repaired, as a sentence
 * @param page the page of the documentation
 */
record SignatureRule(String id, String title, List<Case> cases, Sentence because, String repair, String page) {

	SignatureRule {
		cases = List.copyOf(cases);
	}

	/**
	 * The signature with the numbers of a group, or {@code null} if it is not this.
	 * @param rank its place in the table
	 */
	@Nullable Signature match(Evidence evidence, int rank) {
		for (Case one : this.cases) {
			if (one.holds(evidence)) {
				String because = this.because.fill((place) -> evidence.value(place, one.reasons()));
				return new Signature(this.id, this.title, because, this.repair, this.page, rank);
			}
		}
		return null;
	}

	/**
	 * Conditions that hold together: one line {@code when}.
	 *
	 * @param conditions what must hold
	 */
	record Case(List<Condition> conditions) {

		Case {
			conditions = List.copyOf(conditions);
		}

		boolean holds(Evidence evidence) {
			return this.conditions.stream().allMatch((condition) -> condition.holds(evidence));
		}

		/** Whether it asks for more than how the threads look. */
		boolean accuses() {
			return this.conditions.stream().anyMatch(Condition::accuses);
		}

		/** The wait reasons that it asks for. */
		Set<WaitReason> reasons() {
			Set<WaitReason> reasons = EnumSet.noneOf(WaitReason.class);
			this.conditions.forEach((condition) -> reasons.addAll(condition.reasons()));
			return reasons;
		}

	}

}
