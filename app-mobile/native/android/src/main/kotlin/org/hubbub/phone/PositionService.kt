package org.hubbub.phone

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.Service
import android.content.Intent
import android.content.pm.ServiceInfo
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.BatteryManager
import android.os.Build
import android.os.IBinder
import androidx.core.app.NotificationCompat
import org.json.JSONArray
import org.json.JSONObject

/** Measures where the phone is while a run is on the road, with a notice that says so. */
class PositionService : Service(), LocationListener {
    private val locations get() = getSystemService(LocationManager::class.java)

    override fun onBind(intent: Intent?): IBinder? = null

    override fun onStartCommand(intent: Intent?, flags: Int, start: Int): Int {
        if (Build.VERSION.SDK_INT >= 34) {
            startForeground(1, notice(), ServiceInfo.FOREGROUND_SERVICE_TYPE_LOCATION)
        } else {
            startForeground(1, notice())
        }
        try {
            locations.requestLocationUpdates(LocationManager.GPS_PROVIDER, EVERY_MS, EVERY_M, this)
        } catch (denied: SecurityException) {
            stopSelf()
        }
        return START_STICKY
    }

    override fun onDestroy() {
        locations.removeUpdates(this)
        super.onDestroy()
    }

    override fun onLocationChanged(location: Location) {
        val battery = getSystemService(BatteryManager::class.java)
            .getIntProperty(BatteryManager.BATTERY_PROPERTY_CAPACITY)
        val fix = JSONObject()
            .put("at_ms", location.time)
            .put("lat_e6", Math.round(location.latitude * 1e6))
            .put("lon_e6", Math.round(location.longitude * 1e6))
            .put("accuracy_cm", Math.round(location.accuracy * 100.0))
            .put("battery_pct", battery)
        if (location.hasSpeed()) fix.put("speed_cms", Math.round(location.speed * 100.0))
        if (location.hasBearing()) fix.put("heading_cdeg", Math.round(location.bearing * 100.0))
        synchronized(waiting) {
            waiting.addLast(fix)
            while (waiting.size > WAITING_MAX) waiting.removeFirst()
        }
    }

    private fun notice(): Notification {
        val channel = NotificationChannel(CHANNEL, "Hubbub", NotificationManager.IMPORTANCE_LOW)
        getSystemService(NotificationManager::class.java).createNotificationChannel(channel)
        return NotificationCompat.Builder(this, CHANNEL)
            .setSmallIcon(applicationInfo.icon)
            .setContentTitle("Hubbub")
            .setOngoing(true)
            .build()
    }

    companion object {
        private const val CHANNEL = "hubbub-run"
        private const val EVERY_MS = 3_000L
        private const val EVERY_M = 5f
        private const val WAITING_MAX = 20_000
        private val waiting = ArrayDeque<JSONObject>()

        /** What was measured since it was last asked for, the oldest first, as a JSON array. */
        fun drain(): String = synchronized(waiting) {
            val all = JSONArray(waiting.toList())
            waiting.clear()
            all.toString()
        }
    }
}
