import { useMemo } from 'preact/hooks';
import { parseFormatting, type TextNode } from './formatting.rules.ts';
import styles from './formatted-text.module.css';

const STYLE_TAGS = { bold: 'strong', italic: 'em', strike: 's' } as const;

const NodeView = ({ node }: { node: TextNode }) => {
  if (node.kind === 'text') return <>{node.text}</>;
  if (node.kind === 'link')
    return (
      <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">
        {node.text}
      </a>
    );
  if ('text' in node) return <code class={styles[node.kind]}>{node.text}</code>;
  const Tag = STYLE_TAGS[node.kind];
  return (
    <Tag>
      <Nodes nodes={node.children} />
    </Tag>
  );
};

const Nodes = ({ nodes }: { nodes: readonly TextNode[] }) => (
  <>
    {nodes.map((node, index) => (
      <NodeView key={index} node={node} />
    ))}
  </>
);

/** A message's text as WhatsApp shows it: built from elements, so nothing in it can become markup. */
export const FormattedText = ({ text }: { text: string }) => {
  const nodes = useMemo(() => parseFormatting(text), [text]);
  return <Nodes nodes={nodes} />;
};
