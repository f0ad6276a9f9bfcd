/**
 * @file ShortcutsDialog: what the page is for, all keyboard shortcuts, and a switch that disables single-character
 * shortcuts.
 */
import type { Noun } from '../../messages/en/canvas/board'
import { shortcutsText as text } from '../../messages/en/shell/shortcuts'
import { titleFor } from '../../studio/command'
import { findCommand } from '../../studio/commands'
import { hidesCommand } from '../../studio/lessons/lesson-restrictions'
import { PageHelp } from '../glossary/page-help'
import { Dialog } from '../kit/dialog'
import { Switch } from '../kit/switch'
import { useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './dialogs.module.css'
import { useOpenDialog } from './dialogs-context'
import { openPage } from './open-page'
import { CHARACTER_KEYS_SETTING, shortcutText } from './shortcut-keys'
import { SHORTCUTS, type Shortcut, type ShortcutScope } from './shortcuts'
import { useStoredSetting } from '../kit/use-stored-setting'

const SCOPES: readonly ShortcutScope[] = ['page', 'canvas', 'outline']

/** The dialog, with one list of shortcuts per scope. */
export function ShortcutsDialog() {
  const open = useOpenDialog()
  const studio = useStudio()
  const state = studio.store.getState()
  const shown = SHORTCUTS.filter(
    ({ action, equivalentCommand }) =>
      !hidesCommand(state, equivalentCommand ?? (action && 'command' in action ? action.command : '')),
  )
  const noun = openPage.getState().board?.store.subject.noun ?? 'layer'
  const [characters, setCharacters] = useStoredSetting<boolean>(CHARACTER_KEYS_SETTING, true)
  return (
    <Dialog open title={text.title} onClose={() => open(null)}>
      <PageHelp onLeave={() => open(null)} />
      <h3>{text.keys}</h3>
      <Switch label={text.singleKeys} value={characters} onChange={setCharacters} />
      {SCOPES.map((group) => (
        <ShortcutList
          key={group}
          title={text.places[group]}
          keys={shown.filter(({ scope }) => scope === group).map((one) => [one.keys, shortcutTitle(one, noun)])}
        />
      ))}
      {state.room === 'operate' &&
        OPERATE_KEYS.map(({ title, keys }) => <ShortcutList key={title} title={title} keys={keys} />)}
    </Dialog>
  )
}

/** Returns the description of a shortcut, worded for a network or a service. */
export function shortcutTitle({ scope, name, action }: Shortcut, noun: Noun): string {
  if (name === undefined) {
    const command = action && 'command' in action ? findCommand(action.command) : undefined
    return command ? titleFor(command.title, noun) : ''
  }
  const title = (text[scope] as Readonly<Record<string, string | Readonly<Record<Noun, string>>>>)[name] ?? ''
  return typeof title === 'string' ? title : title[noun]
}

function ShortcutList(props: {
  readonly title: string
  readonly keys: readonly (readonly [keys: string, does: string])[]
}) {
  return (
    <section>
      <h3 className={`${kit.soft} ${styles.subtitle}`}>{props.title}</h3>
      <dl className={`${kit.stackTight} ${styles.keys}`}>
        {props.keys.map(([keys, does]) => (
          <div key={`${keys} ${does}`}>
            <dt>
              <kbd>{shortcutText(keys)}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

interface KeyGroup {
  readonly title: string
  /** Pairs that consist of a key, in the format `shortcutText` accepts, and a description of its effect. */
  readonly keys: readonly (readonly [string, string])[]
}

const { scenario, registry, live } = text

const OPERATE_KEYS: readonly KeyGroup[] = [
  {
    title: scenario.title,
    keys: [
      ['ArrowLeft', scenario.earlier],
      ['ArrowRight', scenario.later],
      ['ArrowUp', scenario.previous],
      ['ArrowDown', scenario.next],
      ['Enter', scenario.open],
      ['D', scenario.copy],
      ['Delete', scenario.remove],
      ['PageUp', scenario.scroll],
      // not text: a key
      ['Plus', scenario.zoom],
    ],
  },
  {
    title: registry.title,
    keys: [
      // not text: a key
      ['Arrows', registry.choose],
      ['Home', registry.ends],
      ['Enter', registry.confirm],
      ['Escape', registry.cancel],
    ],
  },
  {
    title: live.title,
    keys: [
      ['1', live.views],
      ['Space', live.skip],
      ['?', live.unknown],
      ['Backspace', live.previous],
    ],
  },
]
