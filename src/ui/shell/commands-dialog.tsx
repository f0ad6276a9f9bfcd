/** @file The command palette: finds and runs commands, and opens dialogs, pages and examples, or adds layers. */
import { useMemo, useState } from 'react'
import { layers } from '../../catalog/layers'
import { lessons, templates } from '../../gallery'
import { dialogsText } from '../../messages/en/shell/dialogs'
import { titleFor } from '../../studio/command'
import { commands } from '../../studio/commands'
import { isOnBoard } from '../../studio/commands/board-commands'
import { glossary } from '../../studio/glossary/terms'
import { hidesCommand, hidesPage, shownCommands } from '../../studio/lessons/lesson-restrictions'
import { errorNotice } from '../../studio/notice'
import { Dialog } from '../kit/dialog'
import { Icon } from '../kit/icon'
import { findEntries, type Searchable, useSearchList } from '../kit/search-list'
import { useRunCall, useRunCommand, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './commands-dialog.module.css'
import { answers, findAnswers } from './answers'
import { fileName, saveBytes } from './browser-files'
import { useOpenDialog } from './dialogs-context'
import { openPage } from './open-page'
import { PAGES } from './pages'
import { shortcutText } from './shortcut-keys'
import { isEnabled } from './shortcuts'
import { useProjectFiles } from './use-project-files'

const { commands: text } = dialogsText

interface PaletteEntry extends Searchable {
  readonly id: string
  readonly group: 'command' | 'page' | 'example' | 'layer' | 'stage' | 'term' | 'answer'
  /** The answer to a question. */
  readonly answer?: string
  readonly keys?: string
  readonly disabled?: boolean
  readonly run: () => void
}

/** The command palette. */
export function CommandsDialog() {
  const open = useOpenDialog()
  const entries = usePaletteEntries()
  const [typed, setTyped] = useState('')
  const matches = useMemo(() => {
    const found = findEntries(entries, typed)
    const asked = findAnswers(typed).flatMap((id) => entries.find((entry) => entry.id === `answer ${id}`) ?? [])
    // What contains every word is meant by its name; everything else may be a question.
    return [...found, ...asked.filter((entry) => !found.includes(entry))]
  }, [entries, typed])
  const onTake = (entry: PaletteEntry) => {
    if (entry.disabled) return
    open(null)
    entry.run()
  }
  const { choose, field, list, option } = useSearchList({ typed, onType: setTyped, matches, onTake })
  return (
    <Dialog open title={text.title} width="medium" onClose={() => open(null)}>
      <div className={`${kit.row} ${kit.faint} ${styles.search}`}>
        <Icon name="search" />
        <input {...field(text.label)} placeholder={text.placeholder} />
      </div>
      <div className={styles.list} {...list(text.results)}>
        {matches.map((entry, i) => (
          <div
            key={entry.id}
            className={`${kit.choice} ${styles.entry}`}
            aria-disabled={entry.disabled ? true : undefined}
            onPointerMove={() => choose(i)}
            {...option(i)}
          >
            <span className={`${kit.faint} ${styles.group}`} style={{ flex: 'none' }}>
              {text.does[entry.group]}
            </span>
            {entry.answer === undefined ? (
              entry.title
            ) : (
              <span className={kit.stackTight} style={{ gap: 0 }}>
                {entry.title}
                <small className={kit.caption}>{entry.answer}</small>
              </span>
            )}
            {entry.keys && <span className={`${kit.faintCaption} ${kit.push}`}>{entry.keys}</span>}
          </div>
        ))}
      </div>
      {matches.length === 0 && <p className={kit.soft}>{text.none({ query: typed })}</p>}
    </Dialog>
  )
}

/** Returns all entries for the state at the time the palette opens. */
function usePaletteEntries(): readonly PaletteEntry[] {
  const studio = useStudio()
  const run = useRunCommand()
  const open = useOpenDialog()
  const files = useProjectFiles()
  const runCall = useRunCall()
  return useMemo((): readonly PaletteEntry[] => {
    const state = studio.store.getState()
    const board = openPage.getState().board
    const { selection } = board ? board.store.getState() : state
    const notify = (error: unknown) => run('notice.show', errorNotice(error))
    const runOnBoard = (id: string, args?: object) =>
      void (board && isOnBoard(id) ? board : studio).runById(id, args).catch(notify)
    const { catalog: nodes, noun } = board ? board.store.subject : { catalog: layers, noun: 'layer' as const }
    const extra = (id: ExtraEntry, run: () => void): PaletteEntry => ({
      id: `own ${id}`,
      title: text[id],
      group: 'command',
      search: text.search.command,
      run,
    })
    const exportLog = async () => {
      const csv = await studio.run('log.export')
      saveBytes(fileName(text.logFile, 'csv'), new TextEncoder().encode(csv), 'text/csv')
    }
    return [
      ...shownCommands(state, commands)
        .filter(({ listed }) => listed)
        .map((command) => ({
          id: command.id,
          title: titleFor(command.title, isOnBoard(command.id) ? noun : 'layer'),
          group: 'command' as const,
          search: `${text.search.command} ${command.id}`,
          disabled: board && isOnBoard(command.id) ? !board.offer(command.id)?.enabled : !isEnabled(studio, command),
          ...(command.shortcut ? { keys: shortcutText(command.shortcut) } : {}),
          run: () => runOnBoard(command.id),
        })),
      extra('openProject', () => open('projects')),
      extra('newFromExample', () => open('examples')),
      extra('exportProject', () => files.exportProject()),
      extra('importProject', files.importProject),
      extra('imageSvg', () => files.exportPicture('svg')),
      extra('imagePng', () => files.exportPicture('png')),
      extra('lesson', () => open('lesson')),
      extra('models', () => open('models')),
      extra('exportModel', () => open('models')),
      extra('importModel', files.importModel),
      ...(state.operate.log ? [extra('exportLog', () => void exportLog().catch(notify))] : []),
      extra('shortcuts', () => open('keys')),
      extra('dark', () => run('theme.set', { theme: 'dark' })),
      extra('light', () => run('theme.set', { theme: 'light' })),
      extra('system', () => run('theme.set', { theme: 'system' })),
      ...PAGES.filter(({ id }) => !hidesPage(state, id)).map(({ id, title }) => ({
        id: `room ${id}`,
        title,
        group: 'page' as const,
        search: text.search.page,
        run: () => run('room.open', { room: id }),
      })),
      ...[...templates, ...lessons].map((template) => ({
        id: `template ${template.id}`,
        title: template.title,
        group: 'example' as const,
        search: `${text.search.example} ${template.about}`,
        run: () => {
          run('project.new', { template: template.id })
          run('room.open', { room: 'build' })
        },
      })),
      ...nodes.kinds.flatMap((kind) => {
        const def = nodes.find(kind)
        if (!def || hidesCommand(state, 'graph.add')) return []
        const node = selection.length === 1 ? selection[0] : undefined
        const group = board ? 'stage' : 'layer'
        return [
          {
            id: `layer ${kind}`,
            title: def.title,
            group,
            search: `${text.search[group]} ${def.search ?? ''} ${kind}`,
            run: () =>
              node && def.inputs !== 'none'
                ? runOnBoard('graph.addAfter', { kind, node })
                : runOnBoard('graph.add', { kind }),
          } as const,
        ]
      }),
      ...answers.map(({ id, question, also, answer, go }) => ({
        id: `answer ${id}`,
        title: question,
        group: 'answer' as const,
        search: also,
        answer,
        run: () => ('dialog' in go ? open(go.dialog) : 'picture' in go ? files.exportPicture(go.picture) : runCall(go)),
      })),
      ...glossary.map(({ id, term, also, topic }) => ({
        id: `term ${id}`,
        title: term,
        group: 'term' as const,
        search: `${text.search.term} ${also.join(' ')} ${topic}`,
        run: () => run('glossary.open', { term: id }),
      })),
    ]
  }, [studio, run, runCall, open, files])
}

/** Entries that open a dialog, or do something that no single command covers. */
type ExtraEntry =
  | 'openProject'
  | 'newFromExample'
  | 'exportProject'
  | 'importProject'
  | 'imageSvg'
  | 'imagePng'
  | 'lesson'
  | 'models'
  | 'exportModel'
  | 'importModel'
  | 'exportLog'
  | 'shortcuts'
  | 'dark'
  | 'light'
  | 'system'
