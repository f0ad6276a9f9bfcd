/** @file useEntries: the entries of the command palette: commands, dialogs, pages, examples and layers. */
import { useMemo } from 'react'
import { layers } from '../../catalog/layers'
import { lessons, templates } from '../../gallery'
import { dialogsText } from '../../messages/en/shell/dialogs'
import { titleFor } from '../../studio/command'
import { commands } from '../../studio/commands'
import { isOnBoard } from '../../studio/commands/on-board'
import { hidesCommand, hidesRoom, shownCommands } from '../../studio/lesson'
import { errorNotice } from '../../studio/notice'
import { useRun, useStudio } from '../studio-context'
import { otherBoard } from './board-shown'
import { useOpenDialog } from './dialogs-context'
import { ROOMS } from './pages'
import type { Entry } from './palette-entries'
import { shortcutWords } from './shortcut-keys'
import { useProjectFiles } from './use-project-files'
import { isEnabled } from './use-shortcuts'

const { commands: text } = dialogsText

/** All entries, for the state in which the palette opens. */
export function useEntries(): readonly Entry[] {
  const studio = useStudio()
  const run = useRun()
  const open = useOpenDialog()
  const files = useProjectFiles()
  return useMemo((): readonly Entry[] => {
    const state = studio.store.getState()
    const board = otherBoard()
    const { selection } = board ? board.store.getState() : state
    const runOnBoard = (id: string, args?: object) =>
      board && isOnBoard(id)
        ? void board.run(id, args).catch((error: unknown) => run('notice.show', errorNotice(error)))
        : run(id, args)
    const { catalog: nodes, noun } = board ? board.store.subject : { catalog: layers, noun: 'layer' as const }
    const own = (id: OwnEntry, run: () => void): Entry => ({
      id: `own ${id}`,
      title: text[id],
      group: 'command',
      search: text.search.command,
      run,
    })
    return [
      ...shownCommands(state, commands)
        .filter(({ listed }) => listed)
        .map((command) => ({
          id: command.id,
          title: titleFor(command.title, isOnBoard(command.id) ? noun : 'layer'),
          group: 'command' as const,
          search: `${text.search.command} ${command.id}`,
          disabled: board && isOnBoard(command.id) ? !board.offer(command.id)?.enabled : !isEnabled(studio, command),
          ...(command.shortcut ? { keys: shortcutWords(command.shortcut) } : {}),
          run: () => runOnBoard(command.id),
        })),
      own('openProject', () => open('projects')),
      own('newFromExample', () => open('examples')),
      own('exportProject', () => files.exportProject()),
      own('importProject', files.importProject),
      own('imageSvg', () => files.exportPicture('svg')),
      own('imagePng', () => files.exportPicture('png')),
      own('lesson', () => open('lesson')),
      own('models', () => open('models')),
      own('importModel', files.importModel),
      own('shortcuts', () => open('keys')),
      own('dark', () => run('theme.set', { theme: 'dark' })),
      own('light', () => run('theme.set', { theme: 'light' })),
      own('system', () => run('theme.set', { theme: 'system' })),
      ...ROOMS.filter(({ room }) => !hidesRoom(state, room)).map(({ room, title }) => ({
        id: `room ${room}`,
        title,
        group: 'page' as const,
        search: text.search.page,
        run: () => run('room.open', { room }),
      })),
      ...[...templates, ...lessons].map((template) => ({
        id: `template ${template.id}`,
        title: template.title,
        group: 'example' as const,
        search: `${text.search.example} ${template.about}`,
        run: () => run('project.new', { template: template.id }),
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
    ]
  }, [studio, run, open, files])
}

/** Entries that open a dialog or do what no single command does. */
type OwnEntry =
  | 'openProject'
  | 'newFromExample'
  | 'exportProject'
  | 'importProject'
  | 'imageSvg'
  | 'imagePng'
  | 'lesson'
  | 'models'
  | 'importModel'
  | 'shortcuts'
  | 'dark'
  | 'light'
  | 'system'
