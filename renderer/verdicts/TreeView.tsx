import { Button, SegmentedControl } from '@blueprintjs/core';
import { ZoomIn, ZoomOut, ZoomToFit } from '@blueprintjs/icons';
import {
  BaseEdge,
  EdgeLabelRenderer,
  getBezierPath,
  Handle,
  Position,
  ReactFlow,
  useReactFlow,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
  type ReactFlowInstance,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import {
  createContext,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type ReactNode,
} from 'react';
import type { TreeDrawing } from '../../shared/contract.ts';
import type { Verdict } from '../../shared/model.ts';
import {
  isLit,
  QUESTION_SIZE,
  SIDE_SIZE,
  UNKNOWN,
  VERDICT_SIZE,
  type QuestionNode,
  type TreeEdge,
  type TreeNode,
  type VerdictNode,
} from '../../shared/tree-layout.ts';
import { labelPlace } from '../../shared/tree-picture.ts';
import { useDark } from '../app/theme.ts';
import { points } from '../format/number.ts';
import { SavePicture } from '../picture/SavePicture.tsx';
import { VerdictIcon, verdictTone } from '../parts/Badge.tsx';
import { text } from '../text.ts';
import { OwnMark } from './OwnMark.tsx';
import { wayTaken, wholeTree } from './tree-layout.ts';
import { treePicture } from './tree-picture.ts';
import type { Ways } from './ways.ts';

interface Choice {
  chosen: string | null;
  choose: (question: string) => void;
}

/** `free`: the drawing may be larger than what is seen of it. */
const ChoiceContext = createContext<Choice & { free: boolean; ways: Ways }>({
  chosen: null,
  choose: () => undefined,
  free: false,
  ways: () => null,
});

interface TreeViewProps extends Choice {
  tree: TreeDrawing;
  verdict: Verdict;
  /** How many subjects went each way. */
  ways: Ways;
}

const ROOM = 52;
const FIT = { padding: 0.01, maxZoom: 1 };
/** A large tree opens where the way taken is, large enough to read. */
const LEGIBLE = { padding: 0.05, maxZoom: 1, minZoom: 0.6 };
const TALLEST_WHOLE = 620;
const DRAWINGS = { way: wayTaken, whole: wholeTree };
type Drawing = keyof typeof DRAWINGS;

/** The tree: the way taken lit, what is not known marked, every question a button. */
export function TreeView({ tree, verdict, ways, chosen, choose }: TreeViewProps) {
  const [drawing, setDrawing] = useState<Drawing>('way');
  const flow = useRef<ReactFlowInstance | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const laid = useMemo(() => DRAWINGS[drawing](tree, verdict), [drawing, tree, verdict]);
  const free = drawing === 'whole';
  const choice = useMemo(() => ({ chosen, choose, free, ways }), [chosen, choose, free, ways]);
  const width = useWidth(box, () => {
    if (drawing === 'way') void flow.current?.fitView(FIT);
  });
  const natural = Math.round(laid.height * Math.min(1, width / laid.width));
  const height = (drawing === 'way' ? natural : TALLEST_WHOLE) + ROOM;
  return (
    <ChoiceContext value={choice}>
      <div
        ref={box}
        className="tree"
        data-testid="verdict-tree"
        data-drawing={drawing}
        style={{ minHeight: height, '--canvas': `${height}px` }}
      >
        <div className="tree-canvas">
          <TreeFlow
            key={drawing}
            nodes={laid.nodes}
            edges={laid.edges}
            free={free}
            onInit={(instance) => {
              flow.current = instance;
            }}
          />
        </div>
        <Foot
          drawing={drawing}
          onDrawing={setDrawing}
          own={verdict.own !== null}
          save={
            <SavePicture
              name="decision-tree"
              title={text.picture.ofVerdict(verdict.title, verdict.subject.value)}
              picture={(say) => treePicture(laid, say)}
            />
          }
          zoom={(by) => zoom(flow.current, by)}
        />
      </div>
    </ChoiceContext>
  );
}

const isTaken = (node: TreeNode): boolean =>
  node.kind === 'verdict' ? node.taken || node.own : node.step !== null || node.own !== null;

interface TreeFlowProps {
  nodes: readonly TreeNode[];
  edges: readonly TreeEdge[];
  /** May be moved and made larger. */
  free: boolean;
  onInit: (instance: ReactFlowInstance) => void;
}

function TreeFlow({ nodes, edges, free, onInit }: TreeFlowProps) {
  const dark = useDark();
  const drawn = useMemo(() => ({ nodes: nodes.map(flowNode), edges: edges.map(flowEdge) }), [nodes, edges]);
  const first = free ? { ...LEGIBLE, nodes: nodes.filter(isTaken) } : FIT;
  return (
    <ReactFlow
      nodes={drawn.nodes}
      edges={drawn.edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      colorMode={dark ? 'dark' : 'light'}
      onInit={onInit}
      fitView
      fitViewOptions={first}
      minZoom={0.1}
      maxZoom={1.6}
      panOnDrag={free}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      zoomOnScroll={false}
      zoomOnDoubleClick={false}
      preventScrolling={false}
      proOptions={{ hideAttribution: true }}
      aria-label={text.verdicts.tree}
    />
  );
}

function useWidth(box: React.RefObject<HTMLElement | null>, resized: () => void): number {
  const [width, setWidth] = useState(800);
  const after = useRef(resized);
  useLayoutEffect(() => {
    after.current = resized;
  });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      setWidth(element.clientWidth || 800);
      requestAnimationFrame(() => after.current());
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return width;
}

const LEGEND = [
  ['edge-taken', text.verdicts.legendTaken],
  ['edge-taken edge-unknown', text.verdicts.legendUnknown],
  ['edge-other', text.verdicts.legendOther],
] as const;
const OWN_LEGEND = ['edge-own', text.verdicts.legendOwn] as const;

type Zoom = 'in' | 'out' | 'fit';

function zoom(flow: ReactFlowInstance | null, by: Zoom): void {
  if (by === 'fit') void flow?.fitView(FIT);
  else void (by === 'in' ? flow?.zoomIn() : flow?.zoomOut());
}

const ZOOMS = [
  ['out', text.verdicts.zoomOut, <ZoomOut key="out" size={14} />],
  ['in', text.verdicts.zoomIn, <ZoomIn key="in" size={14} />],
  ['fit', text.verdicts.fit, <ZoomToFit key="fit" size={14} />],
] as const;

interface FootProps {
  drawing: Drawing;
  onDrawing: (drawing: Drawing) => void;
  save: ReactNode;
  /** There is a way with the analyst's answers. */
  own: boolean;
  zoom: (by: Zoom) => void;
}

function Foot({ drawing, onDrawing, save, own, zoom }: FootProps) {
  return (
    <div className="tree-foot">
      <SegmentedControl
        size="small"
        value={drawing}
        onValueChange={(next) => onDrawing(next === 'whole' ? 'whole' : 'way')}
        options={[
          { value: 'way', label: text.verdicts.drawWay },
          { value: 'whole', label: text.verdicts.drawWhole },
        ]}
      />
      <LegendLines lines={own ? [OWN_LEGEND, ...LEGEND] : LEGEND} />
      <span className="spring" />
      {save}
      {drawing === 'whole' &&
        ZOOMS.map(([by, words, icon]) => (
          <Button
            key={by}
            size="small"
            variant="minimal"
            icon={icon}
            aria-label={words}
            title={words}
            onClick={() => zoom(by)}
          />
        ))}
    </div>
  );
}

function LegendLines({ lines }: { lines: readonly (readonly [look: string, words: string])[] }) {
  return (
    <ul>
      {lines.map(([look, words]) => (
        <li key={look}>
          <svg width="22" height="8" aria-hidden="true">
            <path d="M0 4H22" className={look} />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}

type Flow<T> = Node<{ item: T } & Record<string, unknown>>;

const SIZES = { question: QUESTION_SIZE, side: SIDE_SIZE, verdict: VERDICT_SIZE };

const flowNode = (node: TreeNode): Node => {
  const size = SIZES[node.kind];
  const dot = { width: 1, height: 1 };
  const middle = { x: size.width / 2, y: size.height / 2 };
  return {
    id: node.id,
    type: node.kind,
    position: { x: node.x, y: node.y },
    ...size,
    handles: [
      { id: 'top', type: 'target', position: Position.Top, ...middle, y: 0, ...dot },
      { id: 'left', type: 'target', position: Position.Left, ...middle, x: 0, ...dot },
      { id: 'bottom', type: 'source', position: Position.Bottom, ...middle, y: size.height, ...dot },
      { id: 'right', type: 'source', position: Position.Right, ...middle, x: size.width, ...dot },
    ],
    data: { item: node },
    draggable: false,
  };
};

const flowEdge = (edge: TreeEdge): Edge => ({
  id: edge.id,
  source: edge.from,
  target: edge.to,
  sourceHandle: edge.aside ? 'right' : 'bottom',
  targetHandle: edge.aside ? 'left' : 'top',
  type: 'answer',
  data: { edge },
  zIndex: isLit(edge) ? 2 : 0,
});

function Handles() {
  return (
    <>
      <Handle id="top" type="target" position={Position.Top} isConnectable={false} />
      <Handle id="left" type="target" position={Position.Left} isConnectable={false} />
      <Handle id="bottom" type="source" position={Position.Bottom} isConnectable={false} />
      <Handle id="right" type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

function QuestionBox({ data }: NodeProps<Flow<QuestionNode & Pick<TreeNode, 'x' | 'y'>>>) {
  const { item } = data;
  const { chosen, choose, free } = useContext(ChoiceContext);
  const { getZoom, setCenter } = useReactFlow();
  // Whoever walks with the Tab key would else come to boxes that are out of sight.
  const show = (event: FocusEvent<HTMLElement>) => {
    if (!free || !event.currentTarget.matches(':focus-visible')) return;
    const size = SIZES[item.kind];
    void setCenter(item.x + size.width / 2, item.y + size.height / 2, { zoom: getZoom() });
  };
  const pressed = chosen === item.question;
  return (
    <>
      <Handles />
      <button
        type="button"
        className={`question ${item.kind} ${stateOf(item)}${pressed ? ' chosen' : ''}`}
        aria-pressed={pressed}
        aria-label={labelOf(item)}
        title={item.text}
        onClick={() => choose(item.question)}
        onFocus={show}
      >
        <span className="question-text">{item.text}</span>
        {item.kind === 'question' && <GivenAnswers item={item} />}
      </button>
    </>
  );
}

function stateOf({ step, own }: QuestionNode): string {
  if (step !== null) return step.answer === UNKNOWN ? 'unknown' : 'taken';
  return own === null ? 'other' : 'own';
}

/** What the engine answered, and the analyst's way beside it where it differs. */
function GivenAnswers({ item: { step, own } }: { item: QuestionNode }) {
  const differs = own !== null && (own.given || own.answer !== step?.answer);
  return (
    <span className="question-answers">
      {step && (
        <span className="question-answer">
          <span className="answer-word" title={wordOf(step.answer)}>
            {step.answer === UNKNOWN ? `? ${text.verdicts.unanswered}` : step.answer}
          </span>
          <span>{points(step.points)}</span>
        </span>
      )}
      {differs && (
        <span className="question-answer own">
          <span className="answer-word" title={wordOf(own.answer)}>
            {own.given && <OwnMark />} {wordOf(own.answer)}
          </span>
          <span>{points(own.points)}</span>
        </span>
      )}
    </span>
  );
}

const wordOf = (answer: string): string => (answer === UNKNOWN ? text.verdicts.unanswered : answer);

function labelOf({ text: words, step, own }: QuestionNode): string {
  const engine =
    step === null
      ? text.verdicts.notAsked
      : `${text.verdicts.answer}: ${wordOf(step.answer)}, ${points(step.points)}`;
  const differs = own !== null && (own.given || own.answer !== step?.answer);
  return differs
    ? `${words} ${engine}; ${text.verdicts.byAnalyst}: ${wordOf(own.answer)}, ${points(own.points)}`
    : `${words} ${engine}`;
}

function VerdictBox({ data }: NodeProps<Flow<VerdictNode>>) {
  const { item } = data;
  return (
    <>
      <Handles />
      <div
        className={`tree-end badge ${verdictTone(item.verdict)} ${item.taken ? 'taken' : item.own ? 'own' : 'other'}`}
        title={item.reason}
      >
        {item.own && <OwnMark />}
        <VerdictIcon verdict={item.verdict} />
        {text.verdict[item.verdict]}
      </div>
    </>
  );
}

function AnswerEdge(props: EdgeProps<Edge<{ edge: TreeEdge }>>) {
  const [path] = getBezierPath(props);
  const edge = props.data?.edge;
  const { ways } = useContext(ChoiceContext);
  if (!edge) return null;
  const lit = [...new Set([edge.given, edge.own])].filter((answer) => answer !== null);
  const shown = lit.length > 0 ? lit : edge.answers;
  const answers = shown.map(short).join(' / ');
  const subjects = ways(edge.from, shown);
  const words = subjects === null ? answers : text.verdicts.wentWay(answers, subjects);
  // Beside the way taken a label ends at its box; elsewhere it sits on the middle of its line, of a long one above its target.
  const { x, y } = labelPlace({ x: props.sourceX, y: props.sourceY }, { x: props.targetX, y: props.targetY });
  const transform = edge.aside
    ? `translate(-100%, -50%) translate(${props.targetX - 5}px, ${props.targetY}px)`
    : `translate(-50%, -50%) translate(${x}px, ${y}px)`;
  return (
    <>
      <BaseEdge path={path} className={lookOf(edge)} />
      <EdgeLabelRenderer>
        <span className={`edge-label${lit.length > 0 ? ' taken' : ''}`} title={words} style={{ transform }}>
          {words}
        </span>
      </EdgeLabelRenderer>
    </>
  );
}

function lookOf({ given, own }: TreeEdge): string {
  if (given !== null) return given === UNKNOWN ? 'edge-taken edge-unknown' : 'edge-taken';
  return own === null ? 'edge-other' : 'edge-own';
}

const short = (answer: string): string => (answer === UNKNOWN ? '?' : answer);

const NODE_TYPES = { question: QuestionBox, side: QuestionBox, verdict: VerdictBox };
const EDGE_TYPES = { answer: AnswerEdge };
