/** @file useProjectFiles: projects and models as files: the studio's commands, with a file dialog before or a download after. */
import { useMemo } from 'react'
import type { AppState } from '../../studio/state'
import type { PictureFormat } from '../../studio/studio'
import { useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { fileName, pickFile, saveBytes } from './files'
import { addressOf, type MadeLink, sizeWords } from './link-words'

const PICTURE_TYPES: Readonly<Record<PictureFormat, string>> = { svg: 'image/svg+xml', png: 'image/png' }

export interface ProjectFiles {
  /** Of a set of the user's own it is said first what the file carries; with options that has been said. */
  readonly exportProject: (options?: { readonly rows: boolean }) => void
  readonly importProject: () => void
  readonly copyLink: () => void
  readonly exportPicture: (format: PictureFormat) => void
  readonly exportModel: (name: string, version: number, format: 'zip' | 'server') => void
  readonly importModel: () => void
}

/** Stable functions; what goes wrong is shown as a notice. */
export function useProjectFiles(): ProjectFiles {
  const studio = useStudio()
  const open = useOpenDialog()
  return useMemo(() => {
    const tell = (tone: 'good' | 'bad', text: string) => void studio.run('notice.show', { tone, text })
    const doing = (work: () => Promise<void>) => () => {
      work().catch((error: unknown) => tell('bad', error instanceof Error ? error.message : String(error)))
    }
    return {
      exportProject: (options) => {
        const { name, data } = studio.store.getState().project
        if (data.schema && !options) {
          open('export')
          return
        }
        const rows = options?.rows === true
        doing(async () => {
          const bytes = (await studio.run('project.export', { rows })) as Uint8Array<ArrayBuffer>
          const [ending, type] = rows
            ? (['netloom.zip', 'application/zip'] as const)
            : (['netloom.json', 'application/json'] as const)
          saveBytes(fileName(name, ending), bytes, type)
        })()
      },
      importProject: doing(async () => {
        const bytes = await pickFile('.json,.zip,application/json,application/zip')
        if (!bytes) return
        await studio.run('project.import', { bytes })
        tell('good', `"${studio.store.getState().project.name}" is open.`)
      }),
      copyLink: doing(async () => {
        const link = (await studio.run('project.link')) as MadeLink
        await navigator.clipboard.writeText(addressOf(location.href, link.fragment))
        tell(
          'good',
          `The link is on the clipboard (${sizeWords(link)}): ${linkHolds(studio.store.getState().project)}.`,
        )
      }),
      exportPicture: (format) =>
        doing(async () => {
          const bytes = (await studio.run('graph.picture', { format })) as Uint8Array<ArrayBuffer>
          saveBytes(fileName(studio.store.getState().project.name, format), bytes, PICTURE_TYPES[format])
        })(),
      exportModel: (name, version, format) =>
        doing(async () => {
          const bytes = (await studio.run('model.export', { name, version, format })) as Uint8Array<ArrayBuffer>
          const title = format === 'server' ? `${name} v${version} server` : `${name} v${version}`
          saveBytes(fileName(title, 'zip'), bytes, 'application/zip')
        })(),
      importModel: doing(async () => {
        const bytes = await pickFile('.zip,application/zip')
        if (!bytes) return
        const { name, version } = (await studio.run('model.import', { bytes })) as { name: string; version: number }
        tell('good', `${name}, version ${version}, is kept on this device.`)
      }),
    }
  }, [studio, open])
}

function linkHolds({ data, services = [] }: AppState['project']): string {
  const own =
    services.length === 0 ? '' : ` ${services.length === 1 ? 'its service' : `its ${services.length} services`},`
  return data.schema
    ? `drawing, plan,${own} and of your set its title, its columns and the values of its categories are in it, and no rows or models`
    : `drawing, plan,${own} and the name of its data are in it, and nothing else: no models`
}
