// The page is opened to be printed.
window.addEventListener("load", () => window.print());
