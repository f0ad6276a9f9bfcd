/** @file BlockCard: a block in the panel, with a thumbnail, its name, which can often be edited, and its description. */
import { memo, type ReactNode, useState } from 'react'
import { BLOCK, type Block, PORT_IN, PORT_OUT, type Subgraph } from '../../../../graph/block'
import { blocksText as text } from '../../../../messages/en/build/blocks'
import { IconButton } from '../../../kit/icon-button'
import { TextField } from '../../../kit/text-field'
import { defOf } from '../../../network/layer-catalog'
import kit from '../../../kit/kit.module.css'
import styles from './blocks.module.css'

interface BlockCardProps {
  readonly block: Block
  /** Where the block is from: this network, the library, or Netloom. */
  readonly origin: 'block' | 'library' | 'shipped'
  readonly name?: string
  /** Renames the block; absent if it has a fixed name. */
  readonly onName?: (name: string) => void
  /** Text in front of the description. */
  readonly about?: ReactNode
  readonly children: ReactNode
}

/** One block of a list, with its actions as children. */
export function BlockCard({ block, origin, name = block.name, onName, about, children }: BlockCardProps) {
  return (
    <li className={styles.block} {...{ [`data-${origin}`]: block.id }}>
      <BlockThumbnail inside={block.inside} />
      <div className={styles.about}>
        {onName ? <RenameField name={name} onName={onName} /> : <b className={styles.name}>{name}</b>}
        <p className={kit.caption}>
          {about} {block.summary}
        </p>
      </div>
      {children}
    </li>
  )
}

/** A name with an Edit button. */
function RenameField({ name, onName }: { readonly name: string; readonly onName: (name: string) => void }) {
  // Undefined until the field is opened for the first time. When the field closes, the edit button gets the focus.
  const [isOpen, setIsOpen] = useState<boolean>()
  if (!isOpen) {
    return (
      <span className={kit.rowTight}>
        <b className={styles.name}>{name}</b>
        <IconButton
          label={text.rename({ name })}
          icon="edit"
          size="small"
          tone="quiet"
          tip="none"
          autoFocus={isOpen === false}
          onClick={() => setIsOpen(true)}
        />
      </span>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside has the focus and closes when it loses it.
    <span
      className={kit.rowTight}
      ref={focusField}
      onBlur={() => setIsOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.stopPropagation()
        // The edit button gets the focus next and must not also receive this key press.
        event.preventDefault()
        setIsOpen(false)
      }}
    >
      <TextField label={text.newName({ name })} layout="bare" value={name} maxLength={100} onChange={onName} />
    </span>
  )
}

function focusField(box: HTMLElement | null): void {
  const field = box?.querySelector('input')
  field?.focus()
  field?.select()
}

const WIDTH = 96
const HEIGHT = 60

/** The thumbnail. It is decorative, because the block's name and description are next to it. */
const BlockThumbnail = memo(function BlockPicture({ inside }: Pick<Block, 'inside'>) {
  const { nodes, wires } = layoutThumbnail(inside, WIDTH, HEIGHT)
  return (
    <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {wires.map(({ id, path }) => (
        <path key={id} d={path} fill="none" stroke="var(--edge)" strokeWidth="1" />
      ))}
      {nodes.map(({ id, kind, x, y }) =>
        isPort(kind) ? (
          <circle key={id} cx={x} cy={y} r="2.2" fill="var(--tile)" stroke="var(--ink)" strokeWidth="1.2" />
        ) : (
          <rect
            key={id}
            x={x - 4}
            y={y - 3}
            width="8"
            height="6"
            rx="1.5"
            fill={kind === BLOCK ? 'var(--accent)' : `var(--${defOf(kind)?.family ?? 'end'})`}
          />
        ),
      )}
    </svg>
  )
})

interface ThumbnailNode {
  readonly id: string
  readonly kind: string
  readonly x: number
  readonly y: number
}

interface ThumbnailWire {
  readonly id: string
  readonly path: string
}

interface Thumbnail {
  readonly nodes: readonly ThumbnailNode[]
  readonly wires: readonly ThumbnailWire[]
}

/** Margin around the nodes, in thumbnail pixels. */
const MARGIN = 7
/** How far above the row a wire runs when it passes other nodes, in thumbnail pixels. */
const DETOUR = 24

/** Positions of the nodes and wires inside a block, centered and scaled to fit `width` by `height`. */
export function layoutThumbnail({ nodes, wires }: Subgraph, width: number, height: number): Thumbnail {
  const xs = nodes.map(({ position }) => position.x)
  const ys = nodes.map(({ position }) => position.y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top]
  const scale = Math.min((width - 2 * MARGIN) / Math.max(1, wide), (height - 2 * MARGIN) / Math.max(1, high), 0.5)
  const across = (width - wide * scale) / 2
  const down = (height - high * scale) / 2
  const round = (value: number) => Math.round(value * 10) / 10
  const marks = nodes.map(({ id, kind, position }) => ({
    id,
    kind,
    x: round(across + (position.x - left) * scale),
    y: round(down + (position.y - top) * scale),
  }))
  const byId = new Map(marks.map((mark) => [mark.id, mark]))
  const lines = wires.flatMap(({ id, from, to }): readonly ThumbnailWire[] => {
    const [a, b] = [byId.get(from), byId.get(to)]
    if (!a || !b) return []
    const middle = round((a.x + b.x) / 2)
    // A wire that passes other nodes in its row is drawn above them.
    const passes = a.y === b.y && marks.some(({ x, y }) => y === a.y && x > a.x && x < b.x)
    if (passes) return [{ id, path: `M${a.x} ${a.y}Q${middle} ${round(a.y - DETOUR)} ${b.x} ${b.y}` }]
    return [{ id, path: `M${a.x} ${a.y}C${middle} ${a.y} ${middle} ${b.y} ${b.x} ${b.y}` }]
  })
  return { nodes: marks, wires: lines }
}

/** Whether a node is an input or output port of the block. */
function isPort(kind: string): boolean {
  return kind === PORT_IN || kind === PORT_OUT
}
