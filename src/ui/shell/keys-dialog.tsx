/** @file KeysDialog: every key there is, and whether those of one character are heard. */
import { titleFor } from '../../studio/command'
import { hidesCommand } from '../../studio/lesson'
import { Dialog } from '../kit/dialog'
import { Switch } from '../kit/switch'
import styles from './dialogs.module.css'
import { useStudio } from '../studio-context'
import { otherBoard } from './board-shown'
import { useOpenDialog } from './dialogs-context'
import { CHARACTER_KEYS, shortcutWords } from './shortcut-words'
import { OPERATE_KEYS } from './operate-keys'
import { SHORTCUTS, type Where } from './shortcuts'
import { useKept } from './use-kept'

const PLACES: readonly { readonly where: Where; readonly title: string }[] = [
  { where: 'page', title: 'Everywhere' },
  { where: 'canvas', title: 'On the canvas and in the outline' },
  { where: 'outline', title: 'In the outline' },
]

/** The table of keys. */
export function KeysDialog() {
  const open = useOpenDialog()
  const studio = useStudio()
  const state = studio.store.getState()
  const shown = SHORTCUTS.filter(
    ({ does, like }) => !hidesCommand(state, like ?? (does && 'command' in does ? does.command : '')),
  )
  const noun = otherBoard()?.store.subject.noun ?? 'layer'
  const [characters, setCharacters] = useKept<boolean>(CHARACTER_KEYS, true)
  return (
    <Dialog open title="Keys" onClose={() => open(null)}>
      <Switch label="Keys of one character, such as / and F" value={characters} onChange={setCharacters} />
      {PLACES.map(({ where, title }) => (
        <section key={where}>
          <h3 className={styles.subtitle}>{title}</h3>
          <dl className={styles.keys}>
            {shown
              .filter((one) => one.where === where)
              .map(({ keys, title: what }) => (
                <div key={`${keys} ${what}`}>
                  <dt>
                    <kbd>{shortcutWords(keys).replace('Shift ?', '?')}</kbd>
                  </dt>
                  <dd>{noun === 'layer' ? what : titleFor(what.split(': ')[0] ?? what, noun)}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      {state.room === 'operate' &&
        OPERATE_KEYS.map(({ place, keys }) => (
          <section key={place}>
            <h3 className={styles.subtitle}>{place}</h3>
            <dl className={styles.keys}>
              {keys.map(([key, what]) => (
                <div key={`${key} ${what}`}>
                  <dt>
                    <kbd>{shortcutWords(key)}</kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
    </Dialog>
  )
}
