// Passwords: a tick shows what is typed in the form around it.

for (const field of document.querySelectorAll("[data-reveal]")) {
  field.hidden = false;
  const inputs = [...field.closest("form").querySelectorAll("input[type=password]")];
  field.querySelector("input").addEventListener("change", (event) => {
    for (const input of inputs) input.type = event.target.checked ? "text" : "password";
  });
}
