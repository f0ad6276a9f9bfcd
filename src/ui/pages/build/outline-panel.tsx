/** @file OutlinePanel: the network or service diagram as a tree, for keyboard and screen reader users. */
import { type MouseEvent, memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Family } from '../../../catalog/node-def'
import { outlineText as text } from '../../../messages/en/build/code'
import { useRunCommand, useSelect } from '../../canvas/board-context'
import { useCatalog } from '../../canvas/canvas-catalog'
import { Button } from '../../kit/button'
import { NodeGlyph } from '../../kit/icon'
import { Rich } from '../../kit/rich-text'
import type { OutlineItem } from './outline'
import kit from '../../kit/kit.module.css'
import styles from './outline.module.css'
import { NO_TEXT, type RowText, rowParts, rowText } from './outline-row-text'
import panel from './side-panel.module.css'
import { useOutline, useOutlineKeys } from './use-outline'

/** The outline of the open network or service diagram. */
export function OutlinePanel() {
  const tree = useRef<HTMLDivElement>(null)
  const run = useRunCommand()
  const catalog = useCatalog()
  const [renaming, setRenaming] = useState<string>()
  const outline = useOutline(tree)
  const { state, items, active, focus, unfold, showLevel } = outline
  const getTree = useCallback(() => tree.current, [])
  const { onKeyDown, openMenu, select, enter } = useOutlineKeys(outline, getTree, setRenaming)
  const selection = useSelect((app) => app.selection)
  const inside = useSelect((app) => app.inside)
  const selectedIds = useMemo(() => new Set(selection), [selection])
  const level = inside.join('/')
  const { nodes, wires } = state.project.drawing
  const noun = catalog.nouns.node

  const texts = useMemo(() => items.map((item) => rowText(catalog, state, item)), [items, catalog, state])
  const latest = useRef<RowHandlers>(undefined)
  useLayoutEffect(() => {
    latest.current = {
      press(event, item) {
        focus(item)
        if (event.target instanceof Element && event.target.closest('[data-twisty]'))
          unfold([item.key], item.open ? 'fold' : 'open')
        else if (item.tag === 'node') select(item, event.ctrlKey || event.metaKey ? 'toggle' : 'replace')
        else enter(item)
      },
      menu: openMenu,
      rename(item, label) {
        setRenaming(undefined)
        if (label !== undefined && label.trim() !== '' && label.trim() !== item.node.label) {
          showLevel(item)
          run('graph.rename', { node: item.node.id, label })
        }
        focus(item)
      },
    }
  })
  // One stable object for all rows and renders, so that a row re-renders only when its text changes.
  const handlers = useMemo(
    (): RowHandlers => ({
      press: (event, item) => latest.current?.press(event, item),
      menu: (item, screen) => latest.current?.menu(item, screen),
      rename: (item, label) => latest.current?.rename(item, label),
    }),
    [],
  )
  return (
    <>
      <div className={`${kit.row} ${kit.between} ${panel.tools}`}>
        <span className={kit.caption}>{text.counts({ nodes: nodes.length, noun, wires: wires.length })}</span>
        <Button size="small" disabled={!active} onClick={() => active && openMenu(active)} aria-haspopup="menu">
          {text.actions}
        </Button>
      </div>
      <div
        ref={tree}
        className={styles.tree}
        role="tree"
        aria-label={text.title({ noun })}
        aria-multiselectable="true"
        data-outline=""
        onKeyDown={onKeyDown}
      >
        {items.map((item, i) => (
          <Row
            key={item.key}
            item={item}
            text={texts[i] ?? { ...NO_TEXT, name: '' }}
            family={catalog.nodes.find(item.node.kind)?.family}
            active={item === active}
            selected={item.tag === 'node' && item.path.join('/') === level && selectedIds.has(item.node.id)}
            renaming={renaming === item.key}
            handlers={handlers}
          />
        ))}
      </div>
      {items.length === 0 && <p className={`${kit.caption} ${panel.words}`}>{text.empty({ noun })}</p>}
      <p className={`${kit.caption} ${panel.words}`}>
        <Rich text={text.keys} marks={{ key: (name) => <kbd>{name}</kbd> }} />
      </p>
    </>
  )
}

/** Event handlers shared by all rows. */
interface RowHandlers {
  press(event: MouseEvent, item: OutlineItem): void
  menu(item: OutlineItem, screen: { readonly x: number; readonly y: number }): void
  rename(item: OutlineItem, label: string | undefined): void
}

interface RowProps {
  readonly item: OutlineItem
  readonly text: RowText
  readonly family: Family | undefined
  readonly active: boolean
  readonly selected: boolean
  readonly renaming: boolean
  readonly handlers: RowHandlers
}

const Row = memo(function Row({ item, text: row, family, active, selected, renaming, handlers }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all rows
    <div
      data-key={item.key}
      data-tag={item.tag}
      data-node={item.node.id}
      data-wire={item.tag === 'wire' ? item.wire.id : undefined}
      className={`${kit.row} ${styles.row}`}
      role="treeitem"
      aria-level={item.level}
      aria-posinset={item.position}
      aria-setsize={item.setSize}
      aria-expanded={item.open}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      style={{ paddingLeft: 4 + 16 * (item.level - 1) }}
      onClick={(event) => handlers.press(event, item)}
      onContextMenu={(event) => {
        event.preventDefault()
        handlers.menu(item, { x: event.clientX, y: event.clientY })
      }}
    >
      <span className={styles.twisty} data-twisty={item.open === undefined ? undefined : ''} aria-hidden="true">
        {item.open === undefined ? '' : item.open ? '▾' : '▸'}
      </span>
      {renaming ? (
        <NameField label={row.name} onDone={(label) => handlers.rename(item, label)} />
      ) : (
        <RowFace item={item} family={family} {...row} />
      )}
    </div>
  )
}, sameRow)

/** Whether two rows look the same. Every edit recreates all row objects, but most rows do not change. */
function sameRow(a: RowProps, b: RowProps): boolean {
  const { item: x, text: v, ...before } = a
  const { item: y, text: w, ...after } = b
  // Rows for problems and wires are compared by identity, because a different problem or wire can have the same key.
  const same = x === y || (x.tag === 'node' && y.tag === 'node' && shallow({ ...x, path: '' }, { ...y, path: '' }))
  return same && shallow(v, w) && shallow(before, after)
}

function shallow(a: object, b: object): boolean {
  return Object.entries({ ...a, ...b }).every(([name, value]) => (a as Record<string, unknown>)[name] === value)
}

interface FaceProps extends RowText {
  readonly item: OutlineItem
  readonly family: RowProps['family']
}

/** The content of a row; hidden text for screen readers is interleaved with the visible parts. */
function RowFace({ item: { tag, node }, family, ...row }: FaceProps) {
  const [prefix, name, separator, about, shapePrefix, shape, suffix] = rowParts(row)
  const { problems, tone } = row
  // The same symbols as on the canvas.
  const mark = tone === 'error' ? '!' : 'i'
  return (
    <>
      {tag === 'node' && <NodeGlyph kind={node.kind} family={family} size={12} />}
      <span className={`${kit.ellipsis} ${styles.name}`}>
        {tag === 'fix' ? (
          <span className={styles.fix}>{prefix}</span>
        ) : (
          <>
            {tag === 'problem' && (
              <span className={styles[tone]} aria-hidden="true">
                {mark}{' '}
              </span>
            )}
            <span className="only-spoken">{prefix}</span>
          </>
        )}
        {name}
        <span className="only-spoken">{separator}</span>
        {about !== '' && <span className={`${kit.soft} ${styles.about}`}>{about}</span>}
      </span>
      {problems > 0 && (
        <span className={styles[tone]} title={suffix} aria-hidden="true">
          {problems > 1 ? `${mark} ${problems}` : mark}
        </span>
      )}
      <span className="only-spoken">{shapePrefix}</span>
      {shape !== '' && <span className={kit.caption}>{shape}</span>}
      <span className="only-spoken">{suffix}</span>
    </>
  )
}

function NameField({
  label,
  onDone,
}: {
  readonly label: string
  readonly onDone: (label: string | undefined) => void
}) {
  const isDone = useRef(false)
  const done = (typed: string | undefined) => {
    // Ignore the blur event that follows Enter or Escape.
    if (!isDone.current) onDone(typed)
    isDone.current = true
  }
  return (
    <input
      className={styles.rename}
      aria-label={text.rename({ name: label })}
      defaultValue={label}
      maxLength={200}
      ref={selectAll}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') done(event.currentTarget.value)
        if (event.key === 'Escape') done(undefined)
      }}
      onBlur={(event) => done(event.currentTarget.value)}
    />
  )
}

function selectAll(field: HTMLInputElement | null): void {
  field?.select()
}
