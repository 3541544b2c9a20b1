import { blocksOf, type Block, type Inline } from './markdown.ts';

/** A note as it reads: elements of our own around its text, and nothing that can be pressed. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <Blocks blocks={blocksOf(text)} />
    </div>
  );
}

const Blocks = ({ blocks }: { blocks: readonly Block[] }) =>
  blocks.map((block, at) => <OneBlock key={at} block={block} />);

function OneBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines parts={block.parts} />
        </p>
      );
    case 'code':
      return <pre>{block.text}</pre>;
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((parts, at) => (
        <li key={at}>
          <Inlines parts={parts} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

const Inlines = ({ parts }: { parts: readonly Inline[] }) =>
  parts.map((part, at) => <OneInline key={at} part={part} />);

function OneInline({ part }: { part: Inline }) {
  switch (part.kind) {
    case 'text':
      return <>{part.text}</>;
    case 'code':
      return <code>{part.text}</code>;
    case 'strong':
      return (
        <strong>
          <Inlines parts={part.parts} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines parts={part.parts} />
        </em>
      );
  }
}
