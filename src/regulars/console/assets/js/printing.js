// What stands at the foot of a printed page: the address in full. What was searched for stays out.
addEventListener("beforeprint", () => {
  const address = document.querySelector("[data-printed-address]");
  if (address) address.textContent = location.origin + location.pathname;
});
