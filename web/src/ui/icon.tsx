import { h } from 'preact';
import type { IconNode } from 'lucide';

interface IconProps {
  icon: IconNode;
  size?: number;
  /** What the icon says on its own; without it the icon is decoration. */
  label?: string | undefined;
  class?: string | undefined;
  strokeWidth?: number;
}

export const Icon = ({ icon, size = 18, label, class: className, strokeWidth = 1.9 }: IconProps) => (
  <svg
    class={className}
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width={strokeWidth}
    stroke-linecap="round"
    stroke-linejoin="round"
    role={label === undefined ? undefined : 'img'}
    aria-label={label}
    aria-hidden={label === undefined ? 'true' : undefined}
  >
    {icon.map(([tag, attributes], index) => h(tag, { ...attributes, key: index }))}
  </svg>
);
