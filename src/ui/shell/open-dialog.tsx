/** @file OpenDialog: the open dialog. All dialogs are one lazily loaded module, because no page needs one at the start. */
import { CommandsDialog } from './commands-dialog'
import type { DialogName } from './dialogs-context'
import { ExamplesDialog } from './examples-dialog'
import { ExportDialog } from './export-dialog'
import { LessonDialog } from './lesson-dialog'
import { ModelsDialog } from './models-dialog'
import { ProjectsDialog } from './projects-dialog'
import { ShortcutsDialog } from './shortcuts-dialog'

/** Shows the dialog with this name. */
export default function OpenDialog({ name }: { readonly name: DialogName }) {
  switch (name) {
    case 'commands':
      return <CommandsDialog />
    case 'projects':
      return <ProjectsDialog />
    case 'examples':
      return <ExamplesDialog />
    case 'models':
      return <ModelsDialog />
    case 'keys':
      return <ShortcutsDialog />
    case 'lesson':
      return <LessonDialog />
    case 'export':
      return <ExportDialog />
    default:
      return name satisfies never
  }
}
