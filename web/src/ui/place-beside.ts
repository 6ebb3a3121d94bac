interface Placement {
  side: 'top' | 'bottom';
  align: 'start' | 'center' | 'end';
  gapPx?: number;
}

const EDGE_PX = 8;

/** Puts a floating element of the top layer beside its anchor, on the other side where there is no room. */
export const placeBeside = (anchor: Element, floating: HTMLElement, placement: Placement) => {
  const around = anchor.getBoundingClientRect();
  const { width, height } = floating.getBoundingClientRect();
  const gap = placement.gapPx ?? 4;
  const below = around.bottom + gap;
  const above = around.top - gap - height;
  const fitsBelow = below + height <= innerHeight - EDGE_PX;
  const wantsBelow = placement.side === 'bottom';
  const top = wantsBelow ? (fitsBelow || above < EDGE_PX ? below : above) : above >= EDGE_PX ? above : below;
  const left =
    placement.align === 'start'
      ? around.left
      : placement.align === 'end'
        ? around.right - width
        : around.left + around.width / 2 - width / 2;
  floating.style.top = `${Math.max(EDGE_PX, Math.min(top, innerHeight - height - EDGE_PX))}px`;
  floating.style.left = `${Math.max(EDGE_PX, Math.min(left, innerWidth - width - EDGE_PX))}px`;
};
