package org.hubbub.phone

import android.app.Activity
import android.content.Intent
import android.os.Bundle
import android.provider.MediaStore
import androidx.core.content.FileProvider
import java.io.File
import java.util.concurrent.ArrayBlockingQueue

/** Lets the system's camera take one picture and gives its path to whoever waits. */
class CameraActivity : Activity() {
    private lateinit var file: File

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        val folder = File(cacheDir, "taken").apply { mkdirs() }
        // After the system has ended us for want of memory, the picture is still where it was asked for.
        file = state?.getString("file")?.let(::File) ?: File.createTempFile("picture", ".jpg", folder)
        if (state != null) return
        val address = FileProvider.getUriForFile(this, "$packageName.files", file)
        val camera = Intent(MediaStore.ACTION_IMAGE_CAPTURE)
            .putExtra(MediaStore.EXTRA_OUTPUT, address)
            .addFlags(Intent.FLAG_GRANT_WRITE_URI_PERMISSION)
        if (camera.resolveActivity(packageManager) == null) return end("unsupported")
        startActivityForResult(camera, 1)
    }

    override fun onSaveInstanceState(state: Bundle) {
        super.onSaveInstanceState(state)
        state.putString("file", file.path)
    }

    override fun onActivityResult(request: Int, result: Int, data: Intent?) {
        end(if (result == RESULT_OK && file.length() > 0) "file:${file.path}" else "")
    }

    private fun end(answer: String) {
        answers.offer(answer)
        finish()
    }

    companion object {
        private val answers = ArrayBlockingQueue<String>(1)

        /** `file:PATH`, nothing when the person thought better of it, or what went wrong. Not on the main thread. */
        fun take(activity: Activity): String {
            answers.clear()
            activity.runOnUiThread { activity.startActivity(Intent(activity, CameraActivity::class.java)) }
            return answers.take()
        }
    }
}
