/** Elements within this distance of what is seen are drawn. Far enough that fast scrolling meets nothing empty. */
const NEAR = '2200px 0px';

/** The height is the element's own, in pixels. */
type OnChange = (isNear: boolean, heightPx: number) => void;

const watchers = new WeakMap<Element, OnChange>();
const observers = new WeakMap<Element, IntersectionObserver>();

const observerOf = (scroller: Element): IntersectionObserver => {
  const known = observers.get(scroller);
  if (known !== undefined) return known;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries)
        watchers.get(target)?.(isIntersecting, boundingClientRect.height);
    },
    // The margin counts from the root only: it must be what scrolls, not the window.
    { root: scroller, rootMargin: NEAR },
  );
  observers.set(scroller, observer);
  return observer;
};

/** Says whenever an element comes near to what is seen of its thread, or leaves. One observer serves a whole thread. */
export const watchNearness = (element: Element, onChange: OnChange): (() => void) => {
  const scroller = element.closest('[role="log"]');
  if (scroller === null) return () => undefined;
  const observer = observerOf(scroller);
  watchers.set(element, onChange);
  observer.observe(element);
  return () => {
    watchers.delete(element);
    observer.unobserve(element);
  };
};
