// Facts as they happen. One tab holds the stream, the others hear it from that tab.
const address = document.body.dataset.live;
if (address && navigator.locks && window.BroadcastChannel) listen();

function listen() {
  const name = `regulars:${address}`;
  const channel = new BroadcastChannel(name);
  let lastSeq = 0;
  let isSigningOut = false;

  document.addEventListener("submit", ({ target }) => {
    if (target.action?.endsWith?.("/sign-out")) isSigningOut = true;
  });

  const hear = (fact) => {
    // Who signs out is on their way, and what this page would ask for now would be refused.
    if (isSigningOut) return;
    // Whoever may see nothing here any more is led to where they may.
    if (fact.isOver) return location.reload();
    // A tab that takes over asks again from here; what was heard twice is told once.
    if (fact.seq && fact.seq <= lastSeq) return;
    lastSeq = fact.seq ?? lastSeq;
    document.dispatchEvent(new CustomEvent("regulars:fact", { detail: fact }));
  };
  channel.addEventListener("message", ({ data }) => hear(data));

  // The lock is held until the tab closes: the promise never settles.
  navigator.locks.request(name, () => new Promise(() => {
    const stream = new EventSource(lastSeq ? `${address}?after=${lastSeq}` : address);
    stream.addEventListener("fact", (event) => {
      const fact = JSON.parse(event.data);
      channel.postMessage(fact);
      hear(fact);
    });
    stream.addEventListener("over", () => {
      stream.close();
      channel.postMessage({ isOver: true });
      hear({ isOver: true });
    });
  }));
}
