/**
 * @file OpenDialog: renders the dialog that is open. All dialogs are in one lazily loaded module, because no page needs
 * one at startup.
 */
import { CommandsDialog } from './commands-dialog'
import type { DialogName } from './dialogs-context'
import { ExamplesDialog } from './examples-dialog'
import { ExportDialog } from './export-dialog'
import { LessonDialog } from './lesson-dialog'
import { ModelsDialog } from './models-dialog'
import { ProjectsDialog } from './projects-dialog'
import { ShortcutsDialog } from './shortcuts-dialog'

/** Renders the dialog with this name. */
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
