/** @file useProjectFiles: projects and models as files: the studio's commands, with a file dialog before or a download after. */
import { useMemo } from 'react'
import { useStudio } from '../studio-context'
import { fileName, pickFile, saveBytes } from './files'

export interface ProjectFiles {
  readonly exportProject: () => void
  readonly importProject: () => void
  readonly copyLink: () => void
  readonly exportModel: (name: string, version: number) => void
  readonly importModel: () => void
}

/** Stable functions; what goes wrong is shown as a notice. */
export function useProjectFiles(): ProjectFiles {
  const studio = useStudio()
  return useMemo(() => {
    const tell = (tone: 'good' | 'bad', text: string) => void studio.run('notice.show', { tone, text })
    const doing = (work: () => Promise<void>) => () => {
      work().catch((error: unknown) => tell('bad', error instanceof Error ? error.message : String(error)))
    }
    return {
      exportProject: doing(async () => {
        const bytes = (await studio.run('project.export')) as Uint8Array<ArrayBuffer>
        saveBytes(fileName(studio.store.getState().project.name, 'netloom.json'), bytes, 'application/json')
      }),
      importProject: doing(async () => {
        const bytes = await pickFile('.json,application/json')
        if (!bytes) return
        await studio.run('project.import', { bytes })
        tell('good', `"${studio.store.getState().project.name}" is open.`)
      }),
      copyLink: doing(async () => {
        const { fragment } = (await studio.run('project.link')) as { fragment: string }
        await navigator.clipboard.writeText(location.href.split('#')[0] + fragment)
        tell(
          'good',
          'The link is on the clipboard: drawing, plan and the name of its data are in it, and nothing else.',
        )
      }),
      exportModel: (name, version) =>
        doing(async () => {
          const bytes = (await studio.run('model.export', { name, version, format: 'zip' })) as Uint8Array<ArrayBuffer>
          saveBytes(fileName(`${name} v${version}`, 'zip'), bytes, 'application/zip')
        })(),
      importModel: doing(async () => {
        const bytes = await pickFile('.zip,application/zip')
        if (!bytes) return
        const { name, version } = (await studio.run('model.import', { bytes })) as { name: string; version: number }
        tell('good', `${name}, version ${version}, is kept on this device.`)
      }),
    }
  }, [studio])
}
