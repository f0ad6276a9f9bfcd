/**
 * @file Palette: lists all node kinds, grouped by family. Users search for node kinds, drag them onto the canvas, or
 * add them with a click or Enter.
 */
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import type { NodeDef } from '../../catalog/node-def'
import { BLOCK } from '../../graph/block'
import { listsText } from '../../messages/en/canvas/lists'
import { count } from '../../messages/format'
import { shownReport } from '../../studio/network/block-levels'
import { Icon, NodeGlyph } from '../kit/icon'
import { useLoaded } from '../kit/use-on-change'
import { useStoredSetting } from '../kit/use-stored-setting'
import { useOffered, useRunCommand, useSelect } from './board-context'
import { type CatalogText, useCatalog } from './canvas-catalog'
import { type Addable, canvasUi } from './canvas-ui-state'
import kit from '../kit/kit.module.css'
import styles from './palette.module.css'
import { availableBlocks, type Choice, choiceOfBlock, choiceOfKind, kindsOf } from './quick-add-choices'
import { nodeOf } from './selectors'
import { useAddLine, useAddNode } from './use-add-node'

const text = listsText.palette

/** MIME type of the data dragged from the palette. */
export const DRAGGED_KIND = 'application/x-netloom-node'

type LineParser = typeof import('./quick-add-line')

/** Loads the parser of typed lines when the field is first used. */
const loadParser = (): Promise<LineParser> => import('./quick-add-line')

/** The layers that the typed line would add, its status, and the kinds and blocks that match its last item. */
function searchFor(parser: LineParser, catalog: CatalogText, offered: readonly Choice[], typed: string) {
  const line = parser.parseLine(typed, offered)
  const row = parser.itemsOf(line, typed, line.matches[0])
  return { matches: line.matches, row, status: parser.lineText(catalog, line, row) }
}

/** The palette. */
export function Palette() {
  const [typed, setTyped] = useState('')
  const addRow = useAddLine()
  const catalog = useCatalog()
  const { nouns, groups } = catalog
  const noun = nouns.node
  const project = useSelect((state) => state.project)
  const inside = useSelect((state) => state.inside)
  const defs = kindsOf(catalog)
  const kinds = defs.map(choiceOfKind)
  const fitting = useFitting(defs)
  const blocks = availableBlocks(catalog.blocks, { project, inside }).map(choiceOfBlock)
  const offered = [...kinds, ...blocks]
  const [parser, setParser] = useState<LineParser>()
  const isSearching = typed.trim() !== ''
  const search = parser && isSearching ? searchFor(parser, catalog, offered, typed) : undefined
  const onKeyDown = async (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && isSearching) {
      const { row, status } = search ?? searchFor(await loadParser(), catalog, offered, typed)
      if (row.length === 0 || status?.tone === 'bad') return
      addRow(row)
      setTyped('')
    }
    if (event.key === 'Escape') setTyped('')
  }
  return (
    <section className={styles.palette} aria-label={listsText.all[noun]}>
      <div className={styles.search}>
        <Icon name="search" />
        <input
          type="search"
          className={styles.field}
          placeholder={text.search({ noun })}
          aria-label={text.search({ noun })}
          value={typed}
          onFocus={() => void loadParser().then(setParser)}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => void onKeyDown(event)}
        />
        <kbd className={styles.key} title={text.slash({ noun })}>
          /
        </kbd>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside take the focus; the list handles their arrow keys. */}
      <div className={styles.list} onKeyDown={moveFocus}>
        {isSearching ? (
          <>
            {search?.status && (
              <p className={styles.none} data-tone={search.status.tone} role="status">
                {search.status.text}
              </p>
            )}
            {search && <SearchResults matches={search.matches} typed={typed.slice(typed.lastIndexOf(',') + 1)} />}
          </>
        ) : (
          <>
            <Followers kinds={kinds} />
            {groups.map(({ family, title }) => (
              <Group
                key={family}
                name={family}
                title={title}
                choices={kinds.filter((one) => one.family === family && fitting.has(one.kind))}
              />
            ))}
          </>
        )}
        {!isSearching && blocks.length > 0 && <Group name="blocks" title={text.blocks} choices={blocks} />}
        {!isSearching && fitting.size < kinds.length && (
          <Group name="others" title={text.others} choices={kinds.filter(({ kind }) => !fitting.has(kind))} isFolded />
        )}
        {!isSearching && <LibraryButton />}
      </div>
    </section>
  )
}

/** The kinds that take a shape of the drawing; all of them while no shape is known. */
function useFitting(defs: readonly NodeDef<unknown>[]): ReadonlySet<string> {
  const { fits } = useCatalog()
  const shapes = useSelect((state) => shownReport(state).shapes)
  const fitting = shapes.size === 0 || !fits ? defs : defs.filter((def) => fits(def, [...shapes.values()]))
  return new Set(fitting.map(({ kind }) => kind))
}

/** What usually follows the selected node. */
function Followers({ kinds }: { readonly kinds: readonly Choice[] }) {
  const catalog = useCatalog()
  const selected = useSelect((state) =>
    state.selection.length === 1 ? nodeOf(state, state.selection[0] ?? '') : undefined,
  )
  const output = useSelect((state) => selected && shownReport(state).shapes.get(selected.id))
  const { value: loaded } = useLoaded([catalog], () => catalog.loadFollowers?.())
  const usual = (selected && loaded?.usualFollowers(selected.kind, output)) ?? []
  const choices = usual.flatMap((kind) => kinds.find((one) => one.kind === kind) ?? [])
  if (!selected || choices.length === 0) return null
  return <Group name="next" title={text.next({ node: selected.label })} choices={choices} />
}

interface GroupProps {
  readonly name: string
  readonly title: string
  readonly choices: readonly Choice[]
  /** Whether it is folded until the user unfolds it. */
  readonly isFolded?: boolean
}

/** A group of node kinds that can be folded; the browser remembers which are. */
function Group({ name, title, choices, isFolded: isFoldedAtFirst = false }: GroupProps) {
  const [isFolded, setFolded] = useStoredSetting<boolean>(`palette-${name}-folded`, isFoldedAtFirst)
  return (
    <section>
      <h3>
        <button
          type="button"
          className={`${kit.rowTight} ${kit.faint} ${styles.title}`}
          aria-expanded={!isFolded}
          onClick={() => setFolded(!isFolded)}
        >
          <Icon name="chevron" size={12} /> {title}
          {isFolded && <span className={styles.count}>{count(choices.length)}</span>}
        </button>
      </h3>
      {!isFolded && <Items choices={choices} hasFullNames={isFoldedAtFirst} />}
    </section>
  )
}

function SearchResults({ matches, typed }: { readonly matches: readonly Choice[]; readonly typed: string }) {
  const { nouns } = useCatalog()
  if (matches.length > 0) return <Items choices={matches} />
  const { node: noun, hint: examples } = nouns
  return <p className={styles.none}>{text.noMatch({ noun, typed: typed.trim(), examples })}</p>
}

interface ItemsProps {
  readonly choices: readonly Choice[]
  /** Whether names say their dimensions, as in a list of layers for other shapes. */
  readonly hasFullNames?: boolean
}

function Items({ choices, hasFullNames = false }: ItemsProps) {
  const add = useAddNode()
  const stems = choices.map(({ title, family }) => (family && !hasFullNames ? stemOf(title) : title))
  const names = choices.map(({ title }, i) => {
    const stem = stems[i] as string
    return stems.indexOf(stem) === stems.lastIndexOf(stem) ? stem : title
  })
  return (
    <ul>
      {choices.map(({ kind, title, summary, family, addable }, i) => (
        <li key={kind}>
          <button
            type="button"
            className={`${kit.row} ${styles.item}`}
            draggable
            tabIndex={i === 0 ? 0 : -1}
            // A name that does not contain the text that is seen could not be spoken.
            aria-label={title !== names[i] && title.includes(names[i] as string) ? title : undefined}
            title={summary ? text.described({ title, summary }) : title}
            onDragStart={(event) => startDrag(event, addable)}
            onDragEnd={endDrag}
            onClick={() => add(addable)}
          >
            <NodeGlyph kind={family ? kind : BLOCK} family={family} />
            <span translate={family ? undefined : 'no'}>{names[i]}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** A name without its number of dimensions, which is shown only if a list has several of them. */
function stemOf(title: string): string {
  return title.replace(/ \dD\b/, '')
}

/** Arrow keys move between items, Tab between families. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || !(event.target instanceof HTMLButtonElement)) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  buttons[buttons.indexOf(event.target) + step]?.focus()
  event.preventDefault()
}

function startDrag(event: DragEvent, addable: Addable): void {
  event.dataTransfer.setData(DRAGGED_KIND, 'kind' in addable ? addable.kind : addable.block)
  event.dataTransfer.effectAllowed = 'copy'
  canvasUi.setState({ dragged: addable })
}

function endDrag(): void {
  canvasUi.setState({ dragged: null, hoveredWire: null })
}

/** The button; hidden if there is no library. */
function LibraryButton() {
  const run = useRunCommand()
  const offered = useOffered('view.blocks')
  if (!offered) return null
  return (
    <button
      type="button"
      className={`${kit.row} ${styles.item}`}
      data-opens="blocks"
      title={text.libraryTip}
      onClick={() => run('view.blocks')}
    >
      <Icon name="book" size={12} />
      <span>{text.library}</span>
    </button>
  )
}
