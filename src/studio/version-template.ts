/** @file VersionTemplate: what a project is made from that is the drawing of a saved version. */

const PREFIX = 'version:'

/** By the version's name. */
export function versionTemplate(name: string): string {
  return `${PREFIX}${name}`
}

/** The version's name; undefined for what was made from something else. */
export function versionOfTemplate(template: string | undefined): string | undefined {
  return template?.startsWith(PREFIX) ? template.slice(PREFIX.length) : undefined
}
