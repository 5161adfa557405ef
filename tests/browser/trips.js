// A target is at least 20 px high and wide (any reading of WCAG 2.2's 2.5.8), unless it stands in
// a sentence; a field shows four digits; no text is cut off; nothing lies under another control.
() => {
    const found = new Set();
    const name = e => (e.getAttribute('aria-label') || e.innerText || e.value || e.tagName)
        .trim().replace(/\s+/g, ' ').slice(0, 50);
    const seen = e => {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        return e.checkVisibility() && box.width > 1 && box.height > 1 && style.visibility !== 'hidden' && +style.opacity > 0.05
            && !e.closest('[aria-hidden=true], [inert]') && style.clipPath !== 'inset(50%)';
    };
    const afloat = e => {
        for (; e && e !== document.body; e = e.parentElement)
            if (['fixed', 'sticky'].includes(getComputedStyle(e).position)) return e;
        return null;
    };
    const main = document.querySelector('[data-testid=stMain]');
    if (document.documentElement.scrollWidth > innerWidth) found.add('the page is too wide');
    if (main.scrollWidth > main.clientWidth) found.add(`the content is ${main.scrollWidth} px wide`);
    const pen = document.createElement('canvas').getContext('2d');
    for (const e of document.querySelectorAll('input[type=number], input[inputmode=decimal], input[inputmode=numeric]')) {
        const style = getComputedStyle(e);
        pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        if (e.offsetParent && room < pen.measureText('0000').width) found.add(`no room in ${name(e)}`);
    }
    const controls = 'button, a[href], input, textarea, select, summary, [role=button], [role=radio], [role=tab]';
    for (const e of [...document.querySelectorAll(controls)].filter(seen)) {
        const own = e.getBoundingClientRect(), label = e.closest('label');
        const box = label ? label.getBoundingClientRect() : own;
        const inline = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
        if (!inline && !['file', 'number'].includes(e.type) && (box.width < 20 || box.height < 20))
            found.add(`${name(e)} is ${Math.round(box.width)} x ${Math.round(box.height)}`);
        const top = document.elementFromPoint(own.left + own.width / 2, own.top + own.height / 2);
        const other = top?.closest('button, a[href], input, [role=button]');
        if (other && other !== e && !other.contains(e) && !e.contains(other) && !label?.contains(other)
            && !other.closest('label')?.contains(e) && afloat(other) === afloat(e))
            found.add(`${name(e)} lies under ${name(other)}`);
    }
    for (const e of document.querySelectorAll('p, h1, h2, h3, h4, span, button, a, label, td, th, li')) {
        if (!seen(e) || !e.innerText || e.closest('svg') || [...e.children].some(c => c.innerText)) continue;
        const box = e.getBoundingClientRect();
        if (getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 2)
            found.add(`${name(e)} is cut off`);
        if (box.right > innerWidth + 1 && box.left < innerWidth && !e.closest('table, pre'))
            found.add(`${name(e)} runs out of the window`);
    }
    for (const e of document.querySelectorAll('td'))
        if (/^-?\d+\.\d{3,}$/.test(e.innerText.trim())) found.add(`a table says ${e.innerText.trim()}`);
    return [...found];
}
