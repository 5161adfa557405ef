// Whether what has the focus lies under something, such as the menu below; null where it is seen.
() => {
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    if (!e || e === document.body) return null;
    const box = e.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return null;
    const x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 20);
    const name = (e.getAttribute('aria-label') || e.innerText || e.tagName).trim().slice(0, 50);
    if (y < 0 || y > innerHeight) return `${name} is outside the window`;
    const top = e.getRootNode().elementFromPoint(x, y);
    const clear = !top || e.contains(top) || top.contains(e) || e.closest('label')?.contains(top);
    return clear ? null : `${name} lies under ${(top.innerText || top.tagName).trim().slice(0, 30)}`;
}
