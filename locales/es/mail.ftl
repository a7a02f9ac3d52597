# Mensajes sobre la cuenta. Texto sin formato: el enlace va solo en su línea.

mail-verify-subject = Confirme su dirección de correo
mail-verify-body =
    Le damos la bienvenida a Hubbub. Abra este enlace en el dispositivo con la aplicación para confirmar { $email }:

    { $link }

    O escriba este código en la aplicación: { $code }

    El enlace vale dos días. Si no ha pedido una cuenta, no haga nada: sin confirmación nadie puede usarla.
mail-registered-subject = Ya tiene una cuenta
mail-registered-body =
    Alguien, seguramente usted, ha intentado crear una cuenta de Hubbub con { $email }. Ya tiene una: inicie sesión o pida una contraseña nueva en la aplicación. Si no ha sido usted, no tiene que hacer nada.
mail-reset-subject = Elija una contraseña nueva
mail-reset-body =
    Abra este enlace en el dispositivo con la aplicación para elegir una contraseña nueva:

    { $link }

    O escriba este código en la aplicación: { $code }

    Vale una hora. Si no lo ha pedido, no haga nada: su contraseña sigue siendo la misma.
mail-sign-in-subject = Su enlace para iniciar sesión
mail-sign-in-body =
    Abra este enlace en el dispositivo desde el que lo pidió:

    { $link }

    O escriba allí este código: { $code }

    Vale 15 minutos, una sola vez y solo en ese dispositivo. Si no lo ha pedido, no haga nada.
mail-invited-subject = Le han incorporado a una comunidad
mail-invited-body =
    Quien administra su comunidad ha creado una cuenta de Hubbub para { $email }. Abra este enlace en el dispositivo con la aplicación para elegir su contraseña:

    { $link }

    O escriba este código en la aplicación: { $code }

    Sirve durante siete días. Si no quiere una cuenta, no haga nada: nadie puede usarla sin su contraseña.
mail-locked-subject = Demasiadas contraseñas erróneas
mail-locked-body =
    Se ha escrito cinco veces una contraseña errónea para su cuenta, la última el { $when }. El acceso con contraseña queda bloqueado 15 minutos. Los dispositivos conectados siguen estándolo, y puede iniciar sesión con un enlace recibido por correo. Si no ha sido usted, elija una contraseña nueva.
mail-new-device-subject = Ha iniciado sesión un dispositivo nuevo
mail-new-device-body =
    Un dispositivo desconocido hasta ahora ha iniciado sesión en su cuenta el { $when }.

    Aplicación: { $agent }
    Red: { $network }

    Si no ha sido usted, abra la lista de sesiones en la aplicación, cierre la de ese dispositivo y cambie su contraseña.
mail-password-subject = Se ha cambiado su contraseña
mail-password-body =
    La contraseña de su cuenta se cambió el { $when } y se cerró la sesión en todos los demás dispositivos. Si no ha sido usted, pida enseguida una contraseña nueva en la aplicación.
mail-closed-subject = Se ha cerrado su cuenta
mail-closed-body =
    Su cuenta se cerró el { $when } y se cerró la sesión en todos los dispositivos. Durante 30 días puede volver a abrirla con su contraseña. Después se borran para siempre su nombre, su dirección y todo lo que le identifica; sus votos siguen contando sin usted. Si no ha sido usted, ábrala de nuevo enseguida y elija una contraseña nueva.
mail-factor-on-subject = Segundo factor activado
mail-factor-on-body =
    Desde el { $when } su cuenta pide un código al iniciar sesión. Guarde los códigos de recuperación en un lugar seguro. Si no ha sido usted, avise enseguida en su punto de encuentro.
mail-factor-off-subject = Segundo factor retirado
mail-factor-off-body =
    Desde el { $when } su cuenta ya no pide ningún código al iniciar sesión. Si no ha sido usted, cambie enseguida su contraseña y vuelva a activar el segundo factor.
mail-recovery-subject = Se ha usado un código de recuperación
mail-recovery-body =
    El { $when } se usó uno de sus códigos de recuperación para iniciar sesión. Cada uno vale una vez. Si no ha sido usted, cambie enseguida su contraseña y genere códigos nuevos.
mail-foot = Este mensaje lo envía Hubbub porque afecta a su cuenta. No responda a él.
mail-bid-subject = Su puja por «{ $name }»
mail-bid-body =
    Su puja por «{ $name }» se aceptó a las { $when }. La aplicación muestra cómo va; hasta dónde llegaría no le importa a nadie más y no está en este correo.

    Si no ha sido usted, cambie su contraseña en la aplicación y escriba a su punto de encuentro.
mail-purchase-subject = Ha comprado «{ $name }»
mail-purchase-body =
    Ha comprado «{ $name }» a las { $when }. La aplicación muestra lo que sigue: pagar y recoger.

    Si no ha sido usted, cambie su contraseña en la aplicación y escriba a su punto de encuentro.
