/** @file ProjectMenu: what can be done with the project as a whole and with its models. */
import { projectMenuText as text } from '../../messages/en/shell/project-menu'
import { AnchoredMenu } from '../kit/menu'
import { useRun, useSelect } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { shortcutWords } from './shortcut-keys'
import { useProjectFiles } from './use-project-files'

/** The menu of the button "Project". */
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
        { title: text.newFromExample, onSelect: () => open('examples') },
        { title: text.open, shortcut: shortcutWords('$mod+o'), onSelect: () => open('projects') },
        { title: text.copy, onSelect: () => run('project.copy') },
        { title: text.save, shortcut: shortcutWords('$mod+s'), onSelect: () => run('project.save') },
        { title: text.exportProject, apart: true, onSelect: () => files.exportProject() },
        { title: text.importProject, onSelect: files.importProject },
        { title: text.copyLink, onSelect: files.copyLink },
        { title: text.lesson, onSelect: () => open('lesson') },
        { title: text.imageSvg, onSelect: () => files.exportPicture('svg') },
        { title: text.imagePng, onSelect: () => files.exportPicture('png') },
        {
          title: text.models,
          about: models === 0 ? text.noModels : text.savedModels({ models }),
          apart: true,
          onSelect: () => open('models'),
        },
        { title: text.importModel, onSelect: files.importModel },
      ]}
    />
  )
}
