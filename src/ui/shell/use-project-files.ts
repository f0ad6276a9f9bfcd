/**
 * @file useProjectFiles: imports and exports projects and models, showing a file picker before a command or downloading
 * a file after it.
 */
import { useMemo } from 'react'
import '../../messages/en/studio'
import { type Message, message } from '../../messages/message'
import { errorNotice } from '../../studio/notice'
import type { PictureFormat } from '../../studio/studio'
import { useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { fileName, pickFile, saveBytes } from './browser-files'
import { projectAddress } from './project-link'

const PICTURE_TYPES: Readonly<Record<PictureFormat, string>> = { svg: 'image/svg+xml', png: 'image/png' }

export interface ProjectFiles {
  /**
   * Exports the project. If the project has a custom dataset and no options are given, a dialog first shows what the
   * file will contain.
   */
  readonly exportProject: (options?: { readonly rows: boolean }) => void
  readonly importProject: () => void
  readonly copyLink: () => void
  readonly exportPicture: (format: PictureFormat) => void
  readonly exportModel: (name: string, version: number, format: 'zip' | 'server') => void
  readonly importModel: () => void
}

/** Returns stable functions that show their errors as notices. */
export function useProjectFiles(): ProjectFiles {
  const studio = useStudio()
  const open = useOpenDialog()
  return useMemo(() => {
    const notify = (content: Message) => void studio.run('notice.show', { tone: 'good', message: content })
    const withErrorNotice = (work: () => Promise<void>) => () => {
      work().catch((error: unknown) => studio.run('notice.show', errorNotice(error)))
    }
    return {
      exportProject: (options) => {
        const { name, data } = studio.store.getState().project
        if (data.schema && !options) {
          open('export')
          return
        }
        const rows = options?.rows === true
        withErrorNotice(async () => {
          const bytes = await studio.run('project.export', { rows })
          const [extension, type] = rows
            ? (['netloom.zip', 'application/zip'] as const)
            : (['netloom.json', 'application/json'] as const)
          saveBytes(fileName(name, extension), bytes, type)
        })()
      },
      importProject: withErrorNotice(async () => {
        const bytes = await pickFile('.json,.zip,application/json,application/zip')
        if (!bytes) return
        await studio.run('project.import', { bytes })
        notify(message('project-imported', { project: studio.store.getState().project.name }))
      }),
      copyLink: withErrorNotice(async () => {
        const link = await studio.run('project.link')
        const address = projectAddress(location.href, link.fragment)
        try {
          await navigator.clipboard.writeText(address)
        } catch {
          open('link')
          return
        }
        const { data } = studio.store.getState().project
        const copied = { characters: address.length }
        notify(data.schema ? message('link-copied-own-data', copied) : message('link-copied', copied))
      }),
      exportPicture: (format) =>
        withErrorNotice(async () => {
          const bytes = await studio.run('graph.picture', { format })
          saveBytes(fileName(studio.store.getState().project.name, format), bytes, PICTURE_TYPES[format])
        })(),
      exportModel: (name, version, format) =>
        withErrorNotice(async () => {
          const bytes = await studio.run('model.export', { name, version, format })
          const title = format === 'server' ? `${name} v${version} server` : `${name} v${version}`
          saveBytes(fileName(title, 'zip'), bytes, 'application/zip')
        })(),
      importModel: withErrorNotice(async () => {
        const bytes = await pickFile('.zip,application/zip')
        if (!bytes) return
        const { name, version } = await studio.run('model.import', { bytes })
        notify(message('model-imported', { name, version }))
      }),
    }
  }, [studio, open])
}
