/** @file KeysDialog: every key there is, read from the command list. */
import type { Command } from '../../studio/command'
import { commands } from '../../studio/commands'
import { Dialog } from '../kit/dialog'
import styles from './dialogs.module.css'
import { useOpenDialog } from './dialogs-context'
import { shortcutWords } from './shortcut-words'
import { keysOf, OWN_KEYS } from './use-shortcuts'

/** Keys that belong to the canvas while it has the focus. */
const CANVAS_KEYS: readonly (readonly [string, string])[] = [
  ['/', 'Find a layer and add it'],
  ['Arrows', 'Move the selected layers'],
  ['Enter', 'Select a layer, open its settings'],
  ['F2', 'Rename the selected layer'],
  ['Delete', 'Remove what is selected'],
  ['Shift F10', 'Open the menu of what is selected'],
]

/** The table of keys. */
export function KeysDialog() {
  const open = useOpenDialog()
  const page = [
    ...OWN_KEYS.map(({ keys, title }) => [shortcutWords(keys).replace('Shift ?', '?'), title] as const),
    ...rowsOf(commands.filter(({ heard }) => heard === undefined)),
  ]
  const canvas = [...CANVAS_KEYS, ...rowsOf(commands.filter(({ heard }) => heard !== undefined))]
  return (
    <Dialog open title="Keys" onClose={() => open(null)}>
      <Keys title="Everywhere" rows={page} />
      <Keys title="On the canvas" rows={canvas} />
    </Dialog>
  )
}

function rowsOf(some: readonly Command[]): readonly (readonly [string, string])[] {
  return some.flatMap((command) => keysOf(command).map((keys) => [shortcutWords(keys), command.title] as const))
}

function Keys({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <>
      <h3 className={styles.subtitle}>{title}</h3>
      <dl className={styles.keys}>
        {rows.map(([keys, what]) => (
          <div key={`${keys} ${what}`}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
