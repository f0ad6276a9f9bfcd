/** @file ProjectMenu: what can be done with the project as a whole, and with the models that came of it. */
import { AnchoredMenu } from '../kit/menu'
import { useSelect, useRun } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { shortcutWords } from './shortcut-words'
import { useProjectFiles } from './use-project-files'

/** The menu under "Project". */
export function ProjectMenu({ anchor, onClose }: { readonly anchor: HTMLElement; readonly onClose: () => void }) {
  const open = useOpenDialog()
  const run = useRun()
  const files = useProjectFiles()
  const models = useSelect((state) => state.models.length)
  return (
    <AnchoredMenu
      anchor={anchor}
      onClose={onClose}
      items={[
        { title: 'New from an example…', onSelect: () => open('examples') },
        { title: 'Open…', shortcut: shortcutWords('$mod+o'), onSelect: () => open('projects') },
        { title: 'Work on a copy', onSelect: () => run('project.copy') },
        { title: 'Save now', shortcut: shortcutWords('$mod+s'), onSelect: () => run('project.save') },
        { title: 'Export project file', apart: true, onSelect: () => files.exportProject() },
        { title: 'Import project file…', onSelect: files.importProject },
        { title: 'Copy a link to it', onSelect: files.copyLink },
        { title: 'Make a lesson…', onSelect: () => open('lesson') },
        { title: 'Picture as SVG', onSelect: () => files.exportPicture('svg') },
        { title: 'Picture as PNG', onSelect: () => files.exportPicture('png') },
        {
          title: 'Models…',
          about: models === 0 ? 'Keep what has been trained' : `${models} kept`,
          apart: true,
          onSelect: () => open('models'),
        },
        { title: 'Import model…', onSelect: files.importModel },
      ]}
    />
  )
}
