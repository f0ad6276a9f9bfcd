/** @file ProjectMenu: actions on the project and its models. */
import { projectMenuText as text } from '../../messages/en/shell/dialogs'
import { pagesText } from '../../messages/en/shell/pages'
import { hidesPage } from '../../studio/lessons/lesson-restrictions'
import { AnchoredMenu } from '../kit/menu'
import { useRunCommand, useSelect } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { shortcutText } from './shortcut-keys'
import { useProjectFiles } from './use-project-files'

/** The menu that opens from the Project button. */
export function ProjectMenu({ anchor, onClose }: { readonly anchor: HTMLElement; readonly onClose: () => void }) {
  const open = useOpenDialog()
  const run = useRunCommand()
  const files = useProjectFiles()
  const present = useSelect((state) => state.present)
  const models = useSelect((state) => state.models.length)
  const hasMachine = useSelect((state) => !hidesPage(state, 'machine'))
  return (
    <AnchoredMenu
      anchor={anchor}
      onClose={onClose}
      items={[
        { title: text.newBlank, onSelect: () => run('project.new', { template: 'blank' }) },
        { title: text.newFromExample, onSelect: () => open('examples') },
        { title: text.open, shortcut: shortcutText('$mod+o'), onSelect: () => open('projects') },
        { title: text.copy, onSelect: () => run('project.copy') },
        { title: text.save, shortcut: shortcutText('$mod+s'), onSelect: () => run('project.save') },
        { title: text.exportProject, separator: true, onSelect: () => files.exportProject() },
        { title: text.importProject, onSelect: files.importProject },
        { title: text.copyLink, onSelect: files.copyLink },
        { title: text.lesson, onSelect: () => open('lesson') },
        { title: text.imageSvg, onSelect: () => files.exportPicture('svg') },
        { title: text.imagePng, onSelect: () => files.exportPicture('png') },
        {
          title: text.models,
          about: models === 0 ? text.noModels : text.savedModels({ models }),
          separator: true,
          onSelect: () => open('models'),
        },
        { title: text.importModel, onSelect: files.importModel },
        {
          title: text.present[present ? 'end' : 'start'],
          about: text.present.about,
          separator: true,
          onSelect: () => run('theme.present'),
        },
        ...(hasMachine
          ? [
              {
                title: pagesText.titles.machine,
                about: text.machine,
                onSelect: () => run('room.open', { room: 'machine' }),
              },
            ]
          : []),
      ]}
    />
  )
}
