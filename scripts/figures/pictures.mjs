/** @file Pictures. */
export async function takePictures() {}
