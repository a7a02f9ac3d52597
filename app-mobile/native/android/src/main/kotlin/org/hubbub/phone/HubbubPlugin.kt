package org.hubbub.phone

import android.Manifest
import android.app.Activity
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import android.net.Uri
import android.os.Build
import android.os.VibrationEffect
import android.os.Vibrator
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.util.Base64
import androidx.core.app.ActivityCompat
import androidx.core.app.NotificationCompat
import androidx.core.content.ContextCompat
import androidx.core.content.FileProvider
import org.json.JSONArray
import org.json.JSONObject
import java.io.File
import java.security.KeyStore
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/** What Rust asks of Android. Every answer is a text; see `native/src/lib.rs`. */
class HubbubPlugin(private val activity: Activity) {
    fun folder(): String = activity.filesDir.absolutePath

    fun language(): String = activity.resources.configuration.locales[0].toLanguageTag()

    // The store's key: sealed by a key that never leaves the device's key store.

    private fun sealing(): SecretKey {
        val store = KeyStore.getInstance(KEY_STORE).apply { load(null) }
        (store.getKey(ALIAS, null) as? SecretKey)?.let { return it }
        val maker = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, KEY_STORE)
        maker.init(
            KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(256)
                .build(),
        )
        return maker.generateKey()
    }

    private val secrets get() = activity.getSharedPreferences("hubbub-key", Context.MODE_PRIVATE)

    fun loadSecret(): String? {
        val kept = secrets.getString("sealed", null) ?: return null
        val bytes = Base64.decode(kept, Base64.NO_WRAP)
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, sealing(), GCMParameterSpec(128, bytes, 0, NONCE_BYTES))
        return String(cipher.doFinal(bytes, NONCE_BYTES, bytes.size - NONCE_BYTES), Charsets.US_ASCII)
    }

    fun keepSecret(secret: String): String = answered {
        val cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, sealing()) }
        val sealed = cipher.iv + cipher.doFinal(secret.toByteArray(Charsets.US_ASCII))
        val kept = secrets.edit().putString("sealed", Base64.encodeToString(sealed, Base64.NO_WRAP)).commit()
        check(kept) { "the key was not kept" }
    }

    // The camera: an activity of our own waits for the system's. Called away from the main thread.

    fun takePicture(): String = CameraActivity.take(activity)

    // Positions: a service in the foreground, so that they come while the screen is off.

    fun startPositions(): String {
        val fine = Manifest.permission.ACCESS_FINE_LOCATION
        if (ContextCompat.checkSelfPermission(activity, fine) != PackageManager.PERMISSION_GRANTED) {
            ActivityCompat.requestPermissions(activity, arrayOf(fine, Manifest.permission.POST_NOTIFICATIONS), 1)
            return "denied"
        }
        return answered {
            ContextCompat.startForegroundService(activity, Intent(activity, PositionService::class.java))
        }
    }

    fun stopPositions() {
        activity.stopService(Intent(activity, PositionService::class.java))
    }

    fun drainPositions(): String = PositionService.drain()

    fun link(): String {
        val connections = activity.getSystemService(ConnectivityManager::class.java)
        val network = connections.getNetworkCapabilities(connections.activeNetwork) ?: return "none"
        val free = network.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
        return if (free) "free" else "metered"
    }

    /** `message` is an object of `title`, `words` and `link`. */
    fun notifyPerson(message: String): String {
        val notifications = activity.getSystemService(NotificationManager::class.java)
        if (!notifications.areNotificationsEnabled()) return "denied"
        return answered {
            val told = JSONObject(message)
            notifications.createNotificationChannel(
                NotificationChannel(CHANNEL, "Hubbub", NotificationManager.IMPORTANCE_DEFAULT),
            )
            val open = Intent(Intent.ACTION_VIEW, Uri.parse(told.getString("link"))).setPackage(activity.packageName)
            val touched = PendingIntent.getActivity(activity, 0, open, PendingIntent.FLAG_IMMUTABLE)
            val shown = NotificationCompat.Builder(activity, CHANNEL)
                .setSmallIcon(activity.applicationInfo.icon)
                .setContentTitle(told.getString("title"))
                .setContentText(told.getString("words"))
                .setContentIntent(touched)
                .setAutoCancel(true)
                .build()
            notifications.notify(told.getString("words").hashCode(), shown)
        }
    }

    /** Hands a file on; it lies in the cache's folder `handed`. */
    fun share(path: String): String = answered {
        val address = FileProvider.getUriForFile(activity, "${activity.packageName}.files", File(path))
        val send = Intent(Intent.ACTION_SEND)
            .setType("application/octet-stream")
            .putExtra(Intent.EXTRA_STREAM, address)
            .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        activity.startActivity(Intent.createChooser(send, null))
    }

    fun openAddress(address: String): String = answered {
        activity.startActivity(Intent(Intent.ACTION_VIEW, Uri.parse(address)))
    }

    fun feel(kind: String) {
        val vibrator = activity.getSystemService(Vibrator::class.java) ?: return
        val effect = when (kind) {
            "wrong" -> VibrationEffect.createWaveform(longArrayOf(0, 60, 60, 60), -1)
            "done" -> VibrationEffect.createOneShot(40, VibrationEffect.DEFAULT_AMPLITUDE)
            else -> VibrationEffect.createOneShot(15, VibrationEffect.DEFAULT_AMPLITUDE)
        }
        vibrator.vibrate(effect)
    }

    /** Links that opened the app, as a JSON array; each once. */
    fun drainLinks(): String {
        val link = activity.intent?.takeIf { it.action == Intent.ACTION_VIEW }?.dataString
        activity.intent?.data = null
        return JSONArray(listOfNotNull(link)).toString()
    }

    private fun answered(work: () -> Unit): String =
        try {
            work()
            ""
        } catch (refused: SecurityException) {
            "denied"
        } catch (problem: Exception) {
            problem.message ?: problem.javaClass.simpleName
        }

    private companion object {
        const val KEY_STORE = "AndroidKeyStore"
        const val ALIAS = "hubbub-store"
        const val CIPHER = "AES/GCM/NoPadding"
        const val NONCE_BYTES = 12
        const val CHANNEL = "hubbub"
    }
}
