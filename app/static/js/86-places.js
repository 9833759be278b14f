// A country proposes its time zone: its own zones stand first in the menu; where it has several, they are to choose from.

for (const select of document.querySelectorAll("select[data-zones]")) {
  const form = select.form;
  const country = form.elements[select.dataset.country];
  const zones = JSON.parse(select.dataset.zones);
  const labels = new Map([...select.options].map((option) => [option.value, option.textContent]));
  const [none, world] = [select.options[0], select.querySelector("optgroup:last-of-type")];

  const propose = (chosen) => {
    const own = (zones[country.value] ?? []).filter((zone) => labels.has(zone));
    select.querySelector("optgroup[data-own]")?.remove();
    if (own.length) {
      const group = document.createElement("optgroup");
      group.label = select.dataset.own;
      group.dataset.own = "";
      group.append(...own.map((zone) => new Option(labels.get(zone), zone)));
      world.before(group);
    }
    select.value = chosen && labels.has(chosen) ? chosen : own.length === 1 || sure.has(country.value) ? own[0] : "";
    none.textContent = own.length > 1 && !sure.has(country.value) ? select.dataset.choose : labels.get("");
  };

  const sure = new Set(JSON.parse(select.dataset.sure));
  country.addEventListener("change", () => propose(""));
  if (!select.value && !document.querySelector("[aria-invalid=true]")) propose("");

  // An engagement for a client that exists begins in the client's own country and zone.
  const client = form.querySelector("select[data-places]");
  const places = client ? JSON.parse(client.dataset.places) : {};
  client?.addEventListener("change", () => {
    const [where, zone] = places[client.value] ?? [];
    if (where) country.value = where;
    if (where) propose(zone);
  });
}
