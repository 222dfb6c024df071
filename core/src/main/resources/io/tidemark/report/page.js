
(() => {
	"use strict";

	const onSnapshot = ["snapshot", "histogram"].includes(document.body.dataset.page);
	const path = location.pathname.replace(/\/+$/, "");
	// Where diffs are served: the page of one snapshot lies one segment below
	const base = onSnapshot ? path.replace(/\/[^/]*$/, "") : path;
	const status = document.getElementById("status");
	const store = "tidemark-said";

	for (const element of document.querySelectorAll("[data-script]")) {
		element.hidden = false;
	}

	// Links are right without this unless the endpoint was given another name
	for (const link of document.querySelectorAll("a[data-snapshot]")) {
		link.href = base + "/" + encodeURIComponent(link.dataset.snapshot);
	}
	for (const link of document.querySelectorAll("a[data-diff]")) {
		link.href = base + link.dataset.diff;
	}

	/* Sorting: a group is a tbody of two rows, and its numbers are data attributes. */

	const table = document.querySelector(".groups");
	const groups = table ? [...table.tBodies] : [];

	const compare = (key, direction) => (a, b) => {
		const left = a.dataset[key];
		const right = b.dataset[key];
		// What is not known stays at the end in both directions
		if (left === undefined || right === undefined) {
			return (left === undefined) - (right === undefined);
		}
		const order = key === "name" ? left.localeCompare(right) : Number(left) - Number(right);
		return direction === "ascending" ? order : -order;
	};

	const sort = (header, key) => {
		const current = header.getAttribute("aria-sort");
		const first = key === "name" ? "ascending" : "descending";
		const second = first === "ascending" ? "descending" : "ascending";
		const direction = current === first ? second : first;
		for (const other of table.tHead.querySelectorAll("[aria-sort]")) {
			other.removeAttribute("aria-sort");
		}
		header.setAttribute("aria-sort", direction);
		groups.sort(compare(key, direction));
		table.append(...groups);
	};

	if (table) {
		for (const button of table.tHead.querySelectorAll("button")) {
			button.addEventListener("click", () => sort(button.closest("th"), button.dataset.sort));
		}
	}

	/* Filtering, by any text of a group, its frames included. */

	const search = document.querySelector("[data-filter=text]");
	const changed = document.querySelector("[data-filter=changed]");
	const shown = document.querySelector("[data-filter=shown]");

	const filter = () => {
		const wanted = search.value.trim().toLowerCase();
		let count = 0;
		for (const group of groups) {
			const matches = !wanted || group.textContent.toLowerCase().includes(wanted);
			const moves = !changed || !changed.checked || group.dataset.change !== "0";
			group.hidden = !(matches && moves);
			count += group.hidden ? 0 : 1;
		}
		shown.textContent = count === groups.length ? "" : count + " of " + groups.length + " shown";
	};

	if (search) {
		search.addEventListener("input", filter);
		// A form's state survives a reload in some browsers
		filter();
	}
	if (changed) {
		changed.addEventListener("change", filter);
	}

	/* Writing. */

	const say = (text, failed) => {
		status.textContent = text;
		status.classList.toggle("failed", Boolean(failed));
	};

	const remember = (text) => {
		try {
			sessionStorage.setItem(store, text);
		}
		catch {
			// Without storage the text is seen only until the page is loaded again
		}
	};

	const recall = () => {
		try {
			const text = sessionStorage.getItem(store);
			sessionStorage.removeItem(store);
			return text;
		}
		catch {
			return null;
		}
	};

	const reason = async (response) => {
		const text = (await response.text()).trim();
		try {
			const body = JSON.parse(text);
			return body.detail || body.message || body.error || response.statusText;
		}
		catch {
			return text.startsWith("<") ? response.statusText : text || response.statusText;
		}
	};

	const send = async (control, address, options, done, failed) => {
		control.disabled = true;
		say("Asking the service …");
		try {
			const response = await fetch(address, { credentials: "same-origin", ...options });
			if (response.ok) {
				say(done);
				remember(done);
				return true;
			}
			say(failed + ": " + response.status + " " + (await reason(response)).slice(0, 400), true);
		}
		catch (error) {
			say(failed + ": the service did not answer (" + error.message + ")", true);
		}
		control.disabled = false;
		return false;
	};

	const take = (control, content, done, failed) => send(control, base, {
		method: "POST",
		headers: { "Content-Type": "application/json", "Accept": "application/json" },
		body: JSON.stringify(content)
	}, done, failed);

	const baseline = document.querySelector("[data-action=baseline]");
	if (baseline) {
		baseline.addEventListener("click", async () => {
			if (await take(baseline, { baseline: true }, "Baseline taken.", "No baseline was taken")) {
				location.assign(base);
			}
		});
	}

	const keep = document.querySelector("[data-action=keep]");
	if (keep) {
		keep.addEventListener("submit", async (event) => {
			event.preventDefault();
			const name = keep.elements.name.value.trim();
			const content = name ? { name } : {};
			if (await take(keep.querySelector("button"), content, "Snapshot kept.", "No snapshot was kept")) {
				keep.reset();
				location.reload();
			}
		});
	}

	for (const button of document.querySelectorAll("[data-take]")) {
		button.addEventListener("click", async () => {
			const { take: content, confirm: question, done, failed } = button.dataset;
			if ((!question || confirm(question)) && await take(button, JSON.parse(content), done, failed)) {
				location.assign(base);
			}
		});
	}

	for (const button of document.querySelectorAll("[data-forget]")) {
		button.addEventListener("click", async () => {
			const id = button.dataset.forget;
			if (!confirm("Forget snapshot " + id + "? It cannot be brought back.")) {
				return;
			}
			const address = base + "/" + encodeURIComponent(id);
			if (await send(button, address, { method: "DELETE" }, "Snapshot " + id + " is forgotten.", "It was not forgotten")) {
				// The page in view may have been made of the snapshot that is gone
				location.assign(base);
			}
		});
	}

	const said = recall();
	if (said) {
		say(said);
		setTimeout(() => status.textContent === said && say(""), 6000);
	}
})();
