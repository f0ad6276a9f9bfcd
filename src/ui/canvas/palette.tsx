/** @file Palette: all kinds of nodes by family, to search, to drag onto the canvas, or to add by a click or Enter. */
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { listsText } from '../../messages/en/canvas/lists'
import { FamilyIcon } from '../kit/family-icon'
import { Icon } from '../kit/icon'
import { useAdd, useAddRow } from './use-add'
import { useCatalog } from './catalog'
import { canvasUi, openQuickAdd, type What } from './canvas-ui'
import { blocksOf, type Choice, ofBlock, ofKind } from './choices'
import { kindsOf, shortTitle } from './find-kinds'
import { readLine } from './line'
import { lineText, rowOf } from './line-text'
import { MoreBlocks } from './more-blocks'
import { useSelect } from './on-board'
import styles from './palette.module.css'

const text = listsText.palette

/** What a drag from the palette carries. */
export const DRAGGED_KIND = 'application/x-netloom-node'

/** The palette; a column of icons where the page is narrow. */
export function Palette() {
  const [typed, setTyped] = useState('')
  const addRow = useAddRow()
  const catalog = useCatalog()
  const { nouns, groups } = catalog
  const noun = nouns.node
  const project = useSelect((state) => state.project)
  const inside = useSelect((state) => state.inside)
  const kinds = kindsOf(catalog).map(ofKind)
  const blocks = blocksOf(catalog.blocks, { project, inside }).map(ofBlock)
  const offered = [...kinds, ...blocks]
  const line = readLine(typed, offered)
  const { found } = line
  const row = rowOf(line, typed, found[0])
  const status = lineText(catalog, line, row)
  const searching = typed.trim() !== ''
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && searching && row.length > 0 && status?.tone !== 'bad') {
      addRow(row)
      setTyped('')
    }
    if (event.key === 'Escape') setTyped('')
  }
  return (
    <section className={styles.palette} aria-label={listsText.all[noun]}>
      <div className={styles.search}>
        <input
          type="search"
          className={styles.field}
          placeholder={text.search({ noun })}
          aria-label={text.search({ noun })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <kbd className={styles.key} title={text.slash({ noun })}>
          /
        </kbd>
      </div>
      <button
        type="button"
        className={styles.open}
        onClick={openQuickAdd}
        title={text.addTip({ noun })}
        aria-label={listsText.add({ noun })}
      >
        <Icon name="search" />
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside have the focus; their arrow keys are handled here. */}
      <div className={styles.list} onKeyDown={roam}>
        {searching ? (
          <>
            {status && (
              <p className={status.tone === 'bad' ? `${styles.none} ${styles.bad}` : styles.none} role="status">
                {status.text}
              </p>
            )}
            <Found found={found} typed={typed.slice(typed.lastIndexOf(',') + 1)} />
          </>
        ) : (
          groups.map(({ family, title }) => (
            <Group key={family} title={title} choices={kinds.filter((one) => one.family === family)} />
          ))
        )}
        {!searching && blocks.length > 0 && <Group title={text.blocks} choices={blocks} />}
        {!searching && <MoreBlocks />}
      </div>
    </section>
  )
}

function Group({ title, choices }: { readonly title: string; readonly choices: readonly Choice[] }) {
  return (
    <div className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <Items choices={choices} />
    </div>
  )
}

function Found({ found, typed }: { readonly found: readonly Choice[]; readonly typed: string }) {
  const { nouns } = useCatalog()
  if (found.length > 0) return <Items choices={found} />
  const { node: noun, hint: examples } = nouns
  return <p className={styles.none}>{text.noMatch({ noun, typed: typed.trim(), examples })}</p>
}

function Items({ choices }: { readonly choices: readonly Choice[] }) {
  const add = useAdd()
  const titles = choices.map(({ title }) => title)
  return (
    <ul className={styles.items}>
      {choices.map(({ kind, title, summary, family, what }, i) => (
        <li key={kind}>
          <button
            type="button"
            className={styles.item}
            draggable
            tabIndex={i === 0 ? 0 : -1}
            title={summary ? text.described({ title, summary }) : title}
            onDragStart={(event) => carry(event, what)}
            onDragEnd={putAway}
            onClick={() => add(what)}
          >
            {family ? <FamilyIcon family={family} /> : <Icon name="model" size={12} />}
            <span className={styles.short} aria-hidden="true">
              {shortTitle(title, titles)}
            </span>
            <span className={styles.name}>{title}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Arrow keys move from one item to the next; Tab leaves the list after one family. */
function roam(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || !(event.target instanceof HTMLButtonElement)) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  buttons[buttons.indexOf(event.target) + step]?.focus()
  event.preventDefault()
}

function carry(event: DragEvent, what: What): void {
  event.dataTransfer.setData(DRAGGED_KIND, 'kind' in what ? what.kind : what.block)
  event.dataTransfer.effectAllowed = 'copy'
  canvasUi.setState({ carried: what })
}

function putAway(): void {
  canvasUi.setState({ carried: null, over: null })
}
