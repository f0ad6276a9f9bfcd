/** @file ShortcutsDialog: every keyboard shortcut, and a switch for those of one character. */
import { shortcutsText as text } from '../../messages/en/shell/shortcuts'
import type { Noun } from '../../messages/en/canvas/nouns'
import { titleFor } from '../../studio/command'
import { findCommand } from '../../studio/commands'
import { hidesCommand } from '../../studio/lesson'
import { Dialog } from '../kit/dialog'
import { Switch } from '../kit/switch'
import { useStudio } from '../studio-context'
import { otherBoard } from './board-shown'
import styles from './dialogs.module.css'
import { useOpenDialog } from './dialogs-context'
import { OPERATE_KEYS } from './operate-keys'
import { CHARACTER_KEYS, shortcutWords } from './shortcut-keys'
import { type Shortcut, SHORTCUTS, type Where } from './shortcuts'
import { useKept } from './use-kept'

const PLACES: readonly Where[] = ['page', 'canvas', 'outline']

/** The lists of shortcuts, one for each place. */
export function ShortcutsDialog() {
  const open = useOpenDialog()
  const studio = useStudio()
  const state = studio.store.getState()
  const shown = SHORTCUTS.filter(
    ({ does, like }) => !hidesCommand(state, like ?? (does && 'command' in does ? does.command : '')),
  )
  const noun = otherBoard()?.store.subject.noun ?? 'layer'
  const [characters, setCharacters] = useKept<boolean>(CHARACTER_KEYS, true)
  return (
    <Dialog open title={text.title} onClose={() => open(null)}>
      <Switch label={text.singleKeys} value={characters} onChange={setCharacters} />
      {PLACES.map((place) => (
        <Keys
          key={place}
          title={text.places[place]}
          keys={shown.filter(({ where }) => where === place).map((one) => [one.keys, shortcutTitle(one, noun)])}
        />
      ))}
      {state.room === 'operate' &&
        OPERATE_KEYS.map(({ place, keys }) => <Keys key={place} title={place} keys={keys} />)}
    </Dialog>
  )
}

/** What a shortcut does, on a network or a service. */
export function shortcutTitle({ where, name, does }: Shortcut, noun: Noun): string {
  if (name === undefined) {
    const command = does && 'command' in does ? findCommand(does.command) : undefined
    return command ? titleFor(command.title, noun) : ''
  }
  const title = (text[where] as Readonly<Record<string, string | Readonly<Record<Noun, string>>>>)[name] ?? ''
  return typeof title === 'string' ? title : title[noun]
}

function Keys(props: { readonly title: string; readonly keys: readonly (readonly [keys: string, does: string])[] }) {
  return (
    <section>
      <h3 className={styles.subtitle}>{props.title}</h3>
      <dl className={styles.keys}>
        {props.keys.map(([keys, does]) => (
          <div key={`${keys} ${does}`}>
            <dt>
              <kbd>{shortcutWords(keys)}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
