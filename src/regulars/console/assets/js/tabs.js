// The current tab stands where it is seen, however narrow the page and whichever way it reads.
for (const tab of document.querySelectorAll('.tabs [aria-current="page"]')) {
  const bar = tab.closest(".tabs");
  const [mine, whole] = [tab.getBoundingClientRect(), bar.getBoundingClientRect()];
  bar.scrollLeft += mine.left + mine.width / 2 - (whole.left + whole.width / 2);
}
