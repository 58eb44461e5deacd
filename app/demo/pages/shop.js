// What a shop would do: tell Pulse about the things that its own code knows.
window.pulse ??= (...call) => (window.pulse.q ??= []).push(call);

// The pages live under /demo here; in the reports they should read like a site of their own.
window.pulse("before_send", (item) => {
  if (typeof item.path === "string") item.path = item.path.replace(/^\/demo/, "") || "/";
  return item;
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("button[data-deed]");
  if (!button) return;
  const say = (text) => { document.querySelector("[role=status]").textContent = text; };
  switch (button.dataset.deed) {
    case "cart":
      window.pulse("event", { name: "add_to_cart", data: { product_name: button.value, quantity: 1 } });
      return say("In your basket.");
    case "buy":
      window.pulse("event", { name: "purchase", revenue_amount: 29.99, revenue_currency: "USD", data: { tins: 1 } });
      return say("Thank you! Nothing was charged, but the dashboard saw 29.99 USD.");
    case "signup":
      window.pulse("event", { name: "signup_complete", data: { method: "email", plan: button.value } });
      window.pulse("identify", { traits: { plan: button.value } });
      return say("Welcome. You are on the " + button.value + " plan now.");
    case "break":
      return window.kettleIsNotDefined();
  }
});
