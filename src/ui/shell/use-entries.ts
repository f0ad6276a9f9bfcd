/** @file useEntries: the entries of the command palette, from the lists that say what there is. */
import { useMemo } from 'react'
import { layers } from '../../catalog/layers'
import { lessons, templates } from '../../gallery'
import { commands } from '../../studio/commands'
import { titleFor } from '../../studio/command'
import { hidesCommand, hidesRoom, shownCommands } from '../../studio/lesson'
import { isOnBoard } from '../../studio/commands/on-board'
import { useRun, useStudio } from '../studio-context'
import { otherBoard } from './board-shown'
import { useOpenDialog } from './dialogs-context'
import type { Entry } from './palette-entries'
import { ROOMS } from './pages'
import { shortcutWords } from './shortcut-words'
import { useProjectFiles } from './use-project-files'
import { isEnabled } from './use-shortcuts'

/** All entries, as they stand when the palette opens. */
export function useEntries(): readonly Entry[] {
  const studio = useStudio()
  const run = useRun()
  const open = useOpenDialog()
  const files = useProjectFiles()
  return useMemo((): readonly Entry[] => {
    const state = studio.store.getState()
    const board = otherBoard()
    const { selection } = board ? board.store.getState() : state
    const go = (id: string, args?: object) =>
      board && isOnBoard(id)
        ? void board.run(id, args).catch((error: Error) => run('notice.show', { tone: 'bad', text: error.message }))
        : run(id, args)
    const { catalog: nodes, noun } = board ? board.store.subject : { catalog: layers, noun: 'layer' }
    const own = (title: string, run: () => void): Entry => ({ id: `own ${title}`, title, group: 'Commands', run })
    return [
      ...shownCommands(state, commands)
        .filter(({ listed }) => listed)
        .map((command) => ({
          id: command.id,
          title: isOnBoard(command.id) ? titleFor(command.title, noun) : command.title,
          group: 'Commands' as const,
          search: command.id,
          disabled: board && isOnBoard(command.id) ? !board.offer(command.id)?.enabled : !isEnabled(studio, command),
          ...(command.shortcut ? { keys: shortcutWords(command.shortcut) } : {}),
          run: () => go(command.id),
        })),
      own('Open a project…', () => open('projects')),
      own('New project from an example…', () => open('examples')),
      own('Export project file', () => files.exportProject()),
      own('Import project file…', files.importProject),
      own('Picture of the drawing as SVG', () => files.exportPicture('svg')),
      own('Picture of the drawing as PNG', () => files.exportPicture('png')),
      own('Make a lesson…', () => open('lesson')),
      own('Models…', () => open('models')),
      own('Import model…', files.importModel),
      own('All keys', () => open('keys')),
      own('Dark colours', () => run('theme.set', { theme: 'dark' })),
      own('Light colours', () => run('theme.set', { theme: 'light' })),
      own('Colours as the system has them', () => run('theme.set', { theme: 'system' })),
      ...ROOMS.filter(({ room }) => !hidesRoom(state, room)).map(({ room, title }) => ({
        id: `room ${room}`,
        title,
        group: 'Rooms' as const,
        search: 'open room go',
        run: () => run('room.open', { room }),
      })),
      ...[...templates, ...lessons].map((template) => ({
        id: `template ${template.id}`,
        title: template.title,
        group: 'Examples' as const,
        search: `new project ${template.about}`,
        run: () => run('project.new', { template: template.id }),
      })),
      ...nodes.kinds.flatMap((kind) => {
        const def = nodes.find(kind)
        if (!def || hidesCommand(state, 'graph.add')) return []
        const node = selection.length === 1 ? selection[0] : undefined
        return [
          {
            id: `layer ${kind}`,
            title: def.title,
            group: board ? ('Stages' as const) : ('Layers' as const),
            search: `add ${def.search ?? ''} ${kind}`,
            run: () =>
              node && def.inputs !== 'none' ? go('graph.addAfter', { kind, node }) : go('graph.add', { kind }),
          },
        ]
      }),
    ]
  }, [studio, run, open, files])
}
